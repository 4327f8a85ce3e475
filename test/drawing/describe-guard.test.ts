import { expect, test } from 'vitest'

import { describeGuard } from '../../src/drawing.ts'

const asked = (by: string | undefined, verdict: boolean | 'threw', context: unknown = {}) =>
  describeGuard(
    {
      type: 'guard',
      seq: 1,
      at: 0,
      sessionId: 's',
      guard: { type: 'shouldStop', ...(by !== undefined && { params: { by } }) },
      verdict,
      state: 'evaluating.stopping',
    },
    context,
  )

test.each([
  ['retryIfExceptionType(TypeError)', true, {}, '✓', 'retryIfExceptionType(TypeError)'],
  ['stopAfterAttempt(5)', false, { attemptNumber: 2 }, '✗', 'stopAfterAttempt(5): 2 of 5'],
  ['stopAfterDelay(60000)', false, { elapsed: 1204 }, '✗', 'stopAfterDelay(60000): 1.20 s of 1 min'],
  [
    'stopBeforeDelay(5000)',
    true,
    { elapsed: 4000, upcomingSleep: 1000 },
    '✓',
    'stopBeforeDelay(5000): 5 s of 5 s',
  ],
  [
    'stopAny(stopAfterAttempt(5), stopAfterDelay(1000))',
    false,
    { attemptNumber: 2, elapsed: 500 },
    '✗',
    'stopAny(stopAfterAttempt(5), stopAfterDelay(1000)): 2 of 5, 500 ms of 1 s',
  ],
  ['stopBeforeDelay(5000)', true, {}, '✓', 'stopBeforeDelay(5000)'],
  ['stopAfterAttempt(5)', 'threw', undefined, '!', 'stopAfterAttempt(5)'],
  [undefined, true, {}, '✓', 'shouldStop'],
] as const)('%s says %s in %o', (by, verdict, context, sign, text) => {
  expect(asked(by, verdict, context)).toStrictEqual({ verdict: sign, text })
})

test('a guard without a strategy has what it was given', () => {
  const message = { type: 'guard', seq: 1, at: 0, sessionId: 's', verdict: true, state: 'a' } as const
  expect(describeGuard({ ...message, guard: { type: 'isOver', params: { max: 3 } } }, {}).text).toBe(
    'isOver(max: 3)',
  )
})
