import { checkFunctionOfOneResult } from '../../machine/check-function.ts'
import type { RetryOptions } from '../../machine/options.ts'
import type { AnyFunction } from '../../machine/retried.ts'
import { Retrying } from '../../machine/retrying.ts'
import { takeAfter } from '../../machine/take-after.ts'
import { inScope } from './in-scope.ts'
import { OperationSession } from './operation-session.ts'
import type { RetriedOperation } from './retried-operation.ts'

/** A policy that wraps functions of operations. */
export class OperationRetrying extends Retrying {
  /** Makes a function that retries; it keeps the name, the length, the parameters and `this`. */
  wrapsOperation<F extends AnyFunction>(fn: F): RetriedOperation<F> {
    checkFunctionOfOneResult(fn)
    const retrying = this.copy()
    const { policy } = retrying
    const retried = function (this: unknown, ...args: unknown[]) {
      // The caller's types have matched function and arguments; here both are of any kind.
      const start = () => fn.apply(this, args as never[])
      return inScope((scope, hold) =>
        retrying.drive(hold(new OperationSession(scope, policy, { fn, receiver: this, args, start }))),
      )
    }
    // The properties are added by their names, which the compiler does not follow.
    return takeAfter(retried, fn, {
      retryWith: { value: (changes: RetryOptions) => retrying.copy(changes).wrapsOperation(fn) },
      statistics: { get: () => retrying.statistics },
    }) as unknown as RetriedOperation<F>
  }
}
