import { TimeoutError } from '../../../errors/timeout-error.ts'
import type { RetryOptions } from '../../../machine/options.ts'
import { retryIfExceptionCauseType } from '../../../strategies/retry-if-exception-cause-type.ts'
import { retryIfExceptionType } from '../../../strategies/retry-if-exception-type.ts'
import { retryIfResult } from '../../../strategies/retry-if-result.ts'
import { stopAfterAttempt } from '../../../strategies/stop-after-attempt.ts'
import { waitExponential } from '../../../strategies/wait-exponential.ts'
import { waitFixed } from '../../../strategies/wait-fixed.ts'
import { waitIncrementing } from '../../../strategies/wait-incrementing.ts'
import { waitRetryAfter } from '../../../strategies/wait-retry-after.ts'
import { HttpError } from './http-error.ts'

/** Something to fetch from the shop, again and again. */
export interface Errand {
  readonly path: string
  readonly policy: RetryOptions & { readonly name: string; readonly id: string }
  /** How long to wait before it is run once more. */
  readonly pause: number
  /** Whether its sessions are kept in the store. */
  readonly isStored: boolean
}

const errand = (
  name: string,
  path: string,
  pause: number,
  policy: RetryOptions,
  isStored = false,
): Errand => ({ path, pause, isStored, policy: { ...policy, name, id: path } })

/** One for each way to fail, and to get through. */
export const errands: readonly Errand[] = [
  errand('load prices', 'prices', 2000, { stop: stopAfterAttempt(3) }),
  errand('sync inventory', 'inventory', 6000, {
    retry: retryIfExceptionType(HttpError),
    wait: waitExponential({ multiplier: '500ms', max: '8s' }),
    stop: stopAfterAttempt(6),
  }),
  errand('exchange rates', 'rates', 8000, {
    wait: waitRetryAfter(waitFixed('1s'), { max: '10s' }),
    stop: stopAfterAttempt(5),
  }),
  errand('product photos', 'photos', 8000, {
    attemptTimeout: '1.5s',
    retry: retryIfExceptionType(TimeoutError),
    wait: waitFixed('2s'),
    stop: stopAfterAttempt(4),
  }),
  errand('monthly report', 'report', 10_000, {
    // What the server answers is plain JSON.
    retry: retryIfResult((report) => (report as { readonly status: string }).status === 'PENDING'),
    wait: waitFixed('2s'),
  }),
  errand(
    'charge order',
    'payments',
    45_000,
    {
      // `fetch` rejects with a TypeError, and says what happened in its cause.
      retry: retryIfExceptionCauseType(Error),
      wait: waitIncrementing({ start: '1s', increment: '1s' }),
      stop: stopAfterAttempt(3),
    },
    true,
  ),
  errand('watch warehouse', 'warehouse', 60_000, { wait: waitExponential({ max: '1m' }) }),
  errand('nightly backup', 'backup', 60_000, { wait: waitFixed('6h'), stop: stopAfterAttempt(10) }, true),
]
