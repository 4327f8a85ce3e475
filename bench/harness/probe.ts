import type { PeerFile } from '../peers/all.ts'
import type { Peer } from '../peers/peer.ts'
import { bundle } from './bundle.ts'
import { plainNode } from './plain-node.ts'

/** What a measuring process does with one peer: a file `bench/*.probe.ts` exports one as `probe`. */
export type Probe<Input, Result> = (peer: Peer, input: Input) => Promise<Result>

/**
 * Runs a probe with one peer, and nothing else, in a process of its own.
 *
 * Two peers in one process would share V8's type feedback and the heap. The files are compiled first, since the
 * loader that lets `bench/run.ts` be TypeScript wraps every function it meets, which would be measured too.
 *
 * @param probe The probe's file, without `.probe.ts`.
 * @param input Given to the probe; must survive JSON.
 */
export async function runProbe<P extends Probe<never, unknown>>(
  probe: string,
  peer: PeerFile,
  input: Parameters<P>[1],
): Promise<Awaited<ReturnType<P>>> {
  const program = await compile(probe, peer)
  const printed = await plainNode(`const input = ${JSON.stringify(input)}\n${program}`)
  // The probe's own result, through JSON.
  return printed as Awaited<ReturnType<P>>
}

const compiled = new Map<string, Promise<string>>()

function compile(probe: string, peer: PeerFile): Promise<string> {
  const key = `${probe} ${peer}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const program = bundle(`
    import { probe } from './${probe}.probe.ts'
    import { peer } from './peers/${peer}.ts'
    process.stdout.write(JSON.stringify(await probe(peer, input)), () => process.exit())
  `)
  compiled.set(key, program)
  return program
}
