import { expect, test } from 'vitest'
import { startRetry } from 'holdfast'

import { quiet } from '../support/next-turn.ts'

test('a snapshot is as large after ten thousand attempts as after twenty, whatever hangs on their errors', async () => {
  const config: Record<string, unknown> = {
    rows: Array.from({ length: 400 }, (_, row) => ({ row, text: 'x'.repeat(40) })),
  }
  config['self'] = config
  const sizes: number[] = []
  const session = startRetry(
    { wait: ({ attemptNumber }) => (attemptNumber === 20 || attemptNumber === 10_000 ? Infinity : 0) },
    ({ attemptNumber }) => Promise.reject(Object.assign(new Error(`attempt ${attemptNumber}`), { config })),
  )
  for (const attempts of [20, 10_000]) {
    while (session.getSnapshot().context.upcomingSleep !== Infinity) await quiet()
    expect(session.getSnapshot().context.attemptNumber).toBe(attempts)
    sizes.push(JSON.stringify(session.snapshot()).length)
    session.wake()
    await quiet()
  }
  session.abort()
  const [few = 0, many = 0] = sizes
  expect(few).toBeGreaterThan(1000)
  // The numbers have more digits.
  expect(many / few).toBeLessThan(1.01)
  expect(many).toBeLessThan(1_000_000)
}, 60_000)
