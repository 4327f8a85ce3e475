import { heapInUse } from './harness/heap.ts'
import type { Probe } from './harness/probe.ts'

const SESSIONS = 100_000
const HOUR = 3_600_000

/** Bytes of one session that sleeps after its first failure. */
export const probe: Probe<{ freshErrors: boolean }, number> = async (peer, { freshErrors }) => {
  const shared = new Error('unavailable')
  let failures = 0
  const call = peer.wrap({ retries: 5, delay: HOUR })<void>(async () => {
    failures++
    throw freshErrors ? new Error('unavailable') : shared
  })
  const start = (sessions: number) => Array.from({ length: sessions }, () => call())

  // Code that is compiled at the first calls is no part of a session.
  const warm = start(1_000)
  await untilAsleep()
  const before = await heapInUse()
  const sleeping = start(SESSIONS)
  await untilAsleep()
  const after = await heapInUse()

  if (failures !== warm.length + sleeping.length) throw new Error('A session did not go to sleep.')
  return (after - before) / SESSIONS
}

/** Peers take some turns of the event loop from the failure to the sleep. */
async function untilAsleep(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setImmediate(resolve))
  }
}
