import { interleave } from './harness/interleave.ts'
import { plainNode } from './harness/plain-node.ts'
import { median } from './harness/statistics.ts'
import { compared, peers } from './peers/all.ts'
import type { Peer } from './peers/peer.ts'
import type { Benchmark } from './report/benchmark.ts'
import { milliseconds } from './report/units.ts'

const ROUNDS = 25

export const benchmark: Benchmark = {
  title: 'Import time',
  about: `From \`import\` to the modules' being there, in a fresh process that has imported one empty module before; medians of ${ROUNDS} processes for each row. What a process costs before, some 40 ms, is not in it.`,
  async run() {
    const times = await interleave(subjects, ROUNDS, ({ modules }) => importTime(modules))
    return {
      table: {
        columns: ['peer', 'modules', 'import', 'fastest', 'slowest'],
        rows: subjects.map((subject) => [
          subject.name,
          subject.modules.join(', '),
          milliseconds(median(times(subject))),
          milliseconds(Math.min(...times(subject))),
          milliseconds(Math.max(...times(subject))),
        ]),
      },
    }
  },
}

const subjects = compared.flatMap((peer) => {
  const { name, imports }: Peer = peers[peer]
  return imports === undefined ? [] : [{ name, modules: Object.keys(imports) }]
})

async function importTime(modules: readonly string[]): Promise<number> {
  const printed = await plainNode(`
    await import('data:text/javascript,')
    const start = performance.now()
    ${modules.map((module) => `await import('${module}')`).join('\n')}
    console.log(performance.now() - start)
  `)
  // The program above prints one number.
  return printed as number
}
