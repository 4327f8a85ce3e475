import { stopAfterAttempt, waitFixed } from 'holdfast'
import { expect, test } from 'vitest'
import { createAuditLog, readAuditLog, runAudited } from '../../../examples/patterns/audit-log.ts'
import { openDatabase } from '../../../examples/patterns/support/open-database.ts'
import { quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

async function openLog() {
  const database = openDatabase()
  await createAuditLog(database)
  const order: string[] = []
  return {
    /** What came first. */
    order,
    /** Its writes take their time. */
    database: {
      ...database,
      async run(...statement: Parameters<typeof database.run>) {
        order.push('write')
        await quiet()
        await database.run(...statement)
        order.push('written')
      },
    },
    events: async () => (await readAuditLog(database)).map(({ event }) => event),
    [Symbol.asyncDispose]: database[Symbol.asyncDispose],
  }
}

const options = { wait: waitFixed('5ms'), stop: stopAfterAttempt(2), sleep: recordSleeps().sleep }

test('all that happens is written in its order', async () => {
  await using log = await openLog()
  const fn = async ({ attemptNumber }: { attemptNumber: number }) => {
    if (attemptNumber === 1) throw new RangeError('too far')
    return 'arrived'
  }
  expect(await runAudited(log.database, 'call-1', fn, options)).toBe('arrived')
  expect(await log.events()).toEqual([
    'attempt 1 begins',
    'attempt 1: RangeError: too far',
    'sleeps 5 ms',
    'attempt 2 begins',
    'done',
  ])
})

test('the session goes on once it is written', async () => {
  await using log = await openLog()
  const fn = async () => {
    log.order.push('attempt')
    throw new Error('down')
  }
  const sleep = async () => void log.order.push('sleep')
  await rejection(runAudited(log.database, 'call-1', fn, { ...options, sleep }))
  const write = ['write', 'written']
  const attempt = [...write, 'attempt', ...write]
  expect(log.order).toEqual([...attempt, ...write, 'sleep', ...attempt, ...write])
})

test('the call settles once its end is written, and goes by its id', async () => {
  await using log = await openLog()
  const key = await runAudited(log.database, 'call-1', async ({ idempotencyKey }) => idempotencyKey)
  expect(key).toBe('call-1')
  expect(await log.events()).toEqual(['attempt 1 begins', 'done'])
})

test('the call that gives up rejects with its own error, and that is written too', async () => {
  await using log = await openLog()
  const fn = () => Promise.reject(new Error('down'))
  expect(await rejection(runAudited(log.database, 'call-1', fn, options))).toMatchObject({
    name: 'RetryError',
  })
  const events = await log.events()
  expect(events.slice(-2)).toEqual(['attempt 2: Error: down', expect.stringMatching(/^failed: RetryError: /)])
})

test('calls at the same time are told apart', async () => {
  await using log = await openLog()
  await Promise.all(['a', 'b'].map((id) => runAudited(log.database, id, async () => id)))
  const lines = await readAuditLog(log.database)
  expect(lines.filter(({ call }) => call === 'b').map(({ event }) => event)).toEqual([
    'attempt 1 begins',
    'done',
  ])
})
