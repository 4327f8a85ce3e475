import { createRetryMachine, runWithRetry, startRetry, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import { quantile } from './harness/statistics.ts'
import { openRawRows } from './harness/raw-rows.ts'
import { storeFolder, timed } from './harness/store-folder.ts'

const ROUNDS = 5
const CALLS = 400

/** Medians of a call, in milliseconds; one round after another, so that all see the same disk. */
export interface StoredSessions {
  readonly rawRow: readonly number[]
  readonly firstTry: readonly number[]
  readonly rawUpsert: readonly number[]
  readonly checkpoint: readonly number[]
  readonly xstate: readonly number[]
  readonly snapshot: readonly number[]
  readonly restore: readonly number[]
  readonly coldOpen: readonly number[]
}

export const probe = async (): Promise<StoredSessions> => {
  const folder = storeFolder()
  const rows = openRawRows(`${folder}/raw.db`)
  const store = await openSqliteStore(`${folder}/store.db`)
  const machine = createRetryMachine()
  const done = async () => ({ receipt: 'r-42' })
  const context = JSON.stringify('x'.repeat(2_000))
  const owner = { owner: 'bench', leaseFor: 3_600_000 }

  const sleeping = startRetry(createRetryMachine({ wait: waitFixed('1h') }), async () => {
    throw new Error('503')
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const text = JSON.stringify(sleeping.snapshot())

  const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
  const results: Record<keyof StoredSessions, number[]> = {
    rawRow: [],
    firstTry: [],
    rawUpsert: [],
    checkpoint: [],
    xstate: [],
    snapshot: [],
    restore: [],
    coldOpen: [],
  }
  for (const round of rounds) {
    const id = `checkpoint-${round}`
    await store.insert({ id, kind: 'bench', machineVersion: '1', snapshotFormat: 1, status: 'active' }, owner)
    let rev = 1
    const subjects: Record<keyof StoredSessions, (call: number) => unknown> = {
      rawRow: (call) => rows.upsert(`row-${round}-${call}`, 'done', null, '{"receipt":"r-42"}'),
      firstTry: (call) => runWithRetry(machine, done, { id: `session-${round}-${call}`, store }),
      rawUpsert: () => rows.upsert('one', 'sleeping', context, null),
      checkpoint: () =>
        store.commit(
          id,
          { rev: rev++, owner: owner.owner },
          { status: 'sleeping', snapshot: context, dueAt: 1, event: 'sleeping' },
        ),
      xstate: () => startRetry(machine, done).result,
      snapshot: () => JSON.stringify(sleeping.snapshot()),
      restore: () => startRetry(machine, done, { snapshot: text }).actor.stop(),
      coldOpen: async (call) => {
        if (call < 20) await (await openSqliteStore(`${folder}/store.db`)).close()
      },
    }
    for (const [name, subject] of Object.entries(subjects)) {
      const times: number[] = []
      for (let call = 0; call < CALLS; call++) times.push(await timed(() => subject(call)))
      results[name as keyof StoredSessions].push(
        quantile(name === 'coldOpen' ? times.slice(0, 20) : times, 0.5),
      )
    }
  }
  sleeping.abort()
  return results
}
