// oxlint-disable typescript/no-misused-spread -- it is what the test is about
import { expectTypeOf } from 'vitest'
import type { AttemptInfo, RetryCallState } from 'holdfast'

declare const attempt: AttemptInfo
declare const state: RetryCallState<number>

// What is made when it is read is in no spread, nor in the rest.

expectTypeOf({ ...attempt }).toEqualTypeOf<{ attemptNumber: number; isRepeated: boolean }>()
const { attemptNumber: _attemptNumber, ...rest } = attempt
expectTypeOf(rest).toEqualTypeOf<{ isRepeated: boolean }>()
expectTypeOf({ ...state }).toEqualTypeOf<
  Pick<
    RetryCallState,
    'fn' | 'args' | 'attemptNumber' | 'elapsed' | 'upcomingSleep' | 'statistics'
  > extends infer P
    ? { -readonly [K in keyof P]: P[K] }
    : never
>()

// Named, it is there.

const { signal, idempotencyKey, attemptKey } = attempt
expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
expectTypeOf([idempotencyKey, attemptKey]).toEqualTypeOf<string[]>()
expectTypeOf(state.outcome?.failed).toEqualTypeOf<boolean | undefined>()
// @ts-expect-error: it is read only
attempt.signal = signal

// Tests make one of any object.

const made = { attemptNumber: 1, isRepeated: false, signal, idempotencyKey: 'key', attemptKey: 'key:1' }
expectTypeOf(made).toExtend<AttemptInfo>()
expectTypeOf<{ -readonly [K in keyof RetryCallState]: RetryCallState[K] }>().toExtend<RetryCallState>()
export class MadeAttempt implements AttemptInfo {
  readonly attemptNumber = 1
  readonly isRepeated = false
  readonly signal = signal
  readonly idempotencyKey = 'key'
  readonly attemptKey = 'key:1'
}
expectTypeOf<MadeAttempt>().toExtend<AttemptInfo>()
