import { runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import { createInspector, logTo } from 'holdfast/inspect'
import type { InspectorMessage } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

/** An inspector that logs, and the lines, without the ids of sessions. */
function logging() {
  const clock = createVirtualClock()
  const inspector = createInspector({ clock })
  const written: string[] = []
  inspector.addSink(logTo((line) => written.push(line)))
  const lines = async () => {
    await quiet()
    return written.map((line) => line.replace(/^holdfast [\da-f]{8}-\d+ /, ''))
  }
  return { clock, inspect: inspector.inspect, inspector, lines }
}

test('attempts, sleeps and the end are said in a line each, with times and errors', async () => {
  const { clock, inspect, lines } = logging()
  const call = rejection(
    runWithRetry(
      { clock, name: 'load', wait: () => 1234.5678, stop: stopAfterAttempt(2) },
      ({ attemptNumber }) =>
        new Promise((_resolve, reject) => {
          const error = attemptNumber === 1 ? new TypeError('no\n  route') : 'a text'
          clock.setTimer(() => reject(error), 12)
        }),
      { inspect },
    ),
  )
  for (const ms of [12, 1234.5678, 12]) {
    await quiet()
    clock.advance(ms)
  }
  await call
  expect(await lines()).toStrictEqual([
    'load: attempt 1 failed in 12 ms: TypeError: no route',
    'load: sleeps 1230 ms',
    'load: attempt 2 failed in 12 ms: "a text"',
    'load: failed after 2 attempts in 1260 ms: RetryError: load gave up after 2 attempts in 1.26 s; last error: "a text"',
  ])
})

test('a session goes by its own id where it has one', async () => {
  const { inspect, lines } = logging()
  await runWithRetry({ name: 'pay' }, () => 1, { inspect, id: 'invoice-42' })
  expect(await lines()).toStrictEqual([
    'holdfast invoice-42 pay: attempt 1 done in 0 ms',
    'holdfast invoice-42 pay: done after 1 attempt in 0 ms',
  ])
})

test('an attempt that was cut, a sleep for ever and a stop are said', async () => {
  const { clock, inspect, lines } = logging()
  const sleeping = startRetry(
    { clock, name: 'sleeps', wait: () => Infinity },
    () => Promise.reject(new Error('down')),
    { inspect },
  )
  await quiet()
  sleeping.actor.stop()
  const running = startRetry({ clock, name: 'runs' }, () => new Promise(() => {}), { inspect })
  await quiet()
  running.abort(undefined)
  await rejection(running.result)
  expect(await lines()).toStrictEqual([
    'sleeps: attempt 1 failed in 0 ms: Error: down',
    'sleeps: sleeps Infinity',
    'sleeps: stopped after 1 attempt in 0 ms',
    'runs: attempt 1 cut in 0 ms',
    'runs: failed after 1 attempt in 0 ms: AbortError: This operation was aborted',
  ])
})

describe('messages', () => {
  const said = (...messages: readonly InspectorMessage[]) => {
    const lines: string[] = []
    const sink = logTo((line) => lines.push(line))
    for (const message of messages) sink.send(message)
    return lines
  }

  test('that were dropped are said', () => {
    expect(said({ type: 'dropped', seq: 9, at: 0, count: 3 })).toStrictEqual([
      'holdfast: 3 messages were dropped',
    ])
  })

  test('of a session whose beginning was dropped are not', () => {
    expect(said({ type: 'end', seq: 9, at: 0, sessionId: 'x', status: 'done' })).toStrictEqual([])
  })
})

test('what lines are written with is a function', () => {
  expect(() => logTo(console as never)).toThrow('write must be a function')
})
