import type { RetryCallState } from '../call-state.ts'

/**
 * A strategy without arguments, which gives itself when it is called without a state: Tenacity writes `stop_never` but
 * `wait_none()`, and nobody should have to remember which.
 */
export function createConstant<S extends (state: RetryCallState) => unknown>(
  value: ReturnType<S>,
  create: (evaluate: (state: RetryCallState) => ReturnType<S>) => S,
): S & (() => S) {
  const strategy = create(
    (state?: RetryCallState) => (state === undefined ? strategy : value) as ReturnType<S>,
  )
  // Both call signatures are in the function above.
  return strategy as S & (() => S)
}
