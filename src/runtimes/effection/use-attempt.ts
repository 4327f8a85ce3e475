import { createContext } from 'effection'
import type { Operation } from 'effection'
import { invalidCall } from '../../errors/invalid.ts'
import type { AttemptInfo } from '../../machine/attempt-info.ts'

/**
 * Which attempt the code runs in, however deep: of nested retries the innermost.
 *
 * @returns an operation of the attempt's number, signal and keys
 * @throws TypeError outside of an attempt
 * @example
 * import { run } from 'effection'
 * import { retry, useAttempt } from 'holdfast/effection'
 *
 * const connect = retry(function* () {
 *   const { attemptNumber } = yield* useAttempt()
 *   if (attemptNumber < 3) throw new Error('connection reset')
 *   return `attempt ${attemptNumber}`
 * })
 * await run(() => connect()) // => 'attempt 3'
 */
export function* useAttempt(): Operation<AttemptInfo> {
  const attempt = yield* AttemptContext.get()
  if (attempt === undefined) throw invalidCall(OUTSIDE)
  return attempt
}

/** @internal */
export const AttemptContext = /* @__PURE__ */ createContext<AttemptInfo>('holdfast.attempt')

const OUTSIDE =
  'useAttempt() must be called in an attempt: in an operation that retry or runWithRetry of holdfast/effection runs'
