import { runAlone } from './harness/alone.ts'
import type { probe } from './parked-sessions.probe.ts'
import type { Benchmark } from './report/benchmark.ts'
import { bytes, milliseconds } from './report/units.ts'

const MILLION = 1_000_000

export const benchmark: Benchmark = {
  title: 'A million parked sessions',
  about:
    'In one SQLite file, each with the snapshot that a session in a sleep of 30 days writes; a hundred of them are due. Loaded in transactions of 10,000 rows. Looks are medians of 200.',
  async run() {
    const parked = await runAlone<typeof probe>('parked-sessions')
    return {
      table: {
        columns: ['what', 'measured'],
        rows: [
          ['the file', `${bytes(parked.bytes)}, ${bytes(parked.bytes / MILLION)} a session`],
          ['to load them', milliseconds(parked.load)],
          ['to open the store', milliseconds(parked.open)],
          ['a look for what is due, a hundred found', milliseconds(parked.due)],
          ['a look, none found', milliseconds(parked.idle)],
          ['to renew the lease of an owner of none', milliseconds(parked.renew)],
          ['10,000 parked: from opening to the first attempt', milliseconds(parked.firstWake)],
        ],
      },
      bars: [
        {
          what: 'a look among 1,000,000 parked sessions, none due',
          bar: 'at most 1 ms',
          measured: milliseconds(parked.idle),
          met: parked.idle <= 1,
        },
        {
          what: '10,000 parked sessions: start to first wake',
          bar: 'under 100 ms',
          measured: milliseconds(parked.firstWake),
          met: parked.firstWake < 100,
        },
      ],
    }
  },
}
