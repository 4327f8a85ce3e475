import { createConstant } from './common/constant.ts'
import { createDecision } from './common/create-strategy.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries nothing. Tenacity's `retry_never`. `retryNever` and `retryNever()` are the same strategy.
 *
 * @example
 * import { retry, retryNever } from 'holdfast'
 *
 * const once = retry({ retry: retryNever })(async () => {
 *   throw new Error('broken')
 * })
 * await once().catch((error) => error.message) // => 'broken'
 */
export const retryNever: RetryStrategy & (() => RetryStrategy) =
  /* @__PURE__ */ createConstant<RetryStrategy>(false, (evaluate) =>
    createDecision(evaluate, 'retryNever', () => 'never', { type: 'never' }),
  )
