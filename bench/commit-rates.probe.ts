import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openSqliteStore } from 'holdfast/sqlite'
import { storeFolder } from './harness/store-folder.ts'

const RATES = [0, 10, 100, 500]
const SECONDS = 5

export interface CommitRate {
  readonly rate: number
  readonly commits: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

/** Commits at a steady rate, as sessions that wake one after the other do, and watches the event loop. */
export const probe = async (): Promise<readonly CommitRate[]> => {
  const store = await openSqliteStore(`${storeFolder()}/rates.db`)
  const snapshot = JSON.stringify('x'.repeat(2_000))
  const owner = { owner: 'bench', leaseFor: 3_600_000 }
  const results: CommitRate[] = []
  for (const rate of RATES) {
    const id = `rate-${rate}`
    await store.insert({ id, kind: 'bench', machineVersion: '1', snapshotFormat: 1, status: 'active' }, owner)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const start = performance.now()
    let commits = 0
    while (performance.now() - start < SECONDS * 1_000) {
      const due = ((performance.now() - start) / 1_000) * rate
      for (; commits < due; commits++)
        await store.commit(
          id,
          { rev: commits + 1, owner: owner.owner },
          { status: 'sleeping', snapshot, event: 'sleeping' },
        )
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    delay.disable()
    // The monitor's own timer fires once a millisecond, and that is not delay.
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - 1)
    results.push({
      rate,
      commits,
      p50: late(delay.percentile(50)),
      p99: late(delay.percentile(99)),
      longest: late(delay.max),
    })
  }
  return results
}
