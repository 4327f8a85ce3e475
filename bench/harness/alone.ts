import { bundle } from './bundle.ts'
import { plainNode } from './plain-node.ts'

/**
 * Runs the `probe` of a file `bench/*.probe.ts` that compares no peers, in a process of its own.
 *
 * @param probe The probe's file, without `.probe.ts`.
 */
export async function runAlone<P extends () => Promise<unknown>>(
  probe: string,
): Promise<Awaited<ReturnType<P>>> {
  const program = await bundle(`
    import { probe } from './${probe}.probe.ts'
    process.stdout.write(JSON.stringify(await probe()), () => process.exit())
  `)
  // The probe's own result, through JSON.
  return (await plainNode(program)) as Awaited<ReturnType<P>>
}
