import {
  retryIfException,
  retryIfExceptionCode,
  retryIfExceptionMessage,
  retryIfExceptionType,
  retryIfResult,
  type RetryOptions,
  stopAfterAttempt,
  TimeoutError,
  waitExponential,
  waitFixed,
  waitIncrementing,
  waitRandomExponential,
  waitRetryAfter,
} from 'holdfast'
import { HttpError, isTransient } from './http-error.ts'

/** One thing to fetch from the failing server, and how to get through to it. */
export interface Job {
  readonly name: string
  readonly path: string
  readonly policy: RetryOptions
  /** After so many milliseconds the caller wants no answer any more, and aborts. */
  readonly patience?: number
}

const isPending = (report: { readonly status: string }) => report.status === 'PENDING'

export const jobs: readonly Job[] = [
  {
    name: 'connection reset',
    path: '/connection',
    policy: {
      retry: retryIfExceptionCode('ECONNRESET'),
      wait: waitExponential({ multiplier: '500ms', max: '5s' }),
      stop: stopAfterAttempt(6),
    },
  },
  {
    name: 'rate limit (429)',
    path: '/quota',
    // The server says when to come back; asking sooner would only cost quota.
    policy: {
      retry: retryIfException(isTransient),
      wait: waitRetryAfter(waitRandomExponential(), { max: '10s' }),
    },
  },
  {
    name: 'burst of 503s',
    path: '/burst',
    // Chance keeps a thousand clients from coming back all at once.
    policy: {
      retry: retryIfException(isTransient),
      wait: waitRandomExponential({ multiplier: '1s', max: '4s' }),
      stop: stopAfterAttempt(6),
    },
  },
  {
    name: 'slow answer',
    path: '/slow',
    policy: {
      attemptTimeout: '1.2s',
      retry: retryIfExceptionType(TimeoutError),
      wait: waitFixed('1.5s'),
      stop: stopAfterAttempt(4),
    },
  },
  {
    name: 'half a body',
    path: '/download',
    policy: {
      // What `fetch` throws when a body ends too soon.
      retry: retryIfExceptionMessage({ message: 'terminated' }),
      wait: waitIncrementing({ start: '1s', increment: '1s' }),
      stop: stopAfterAttempt(4),
    },
  },
  {
    name: 'pending report',
    path: '/report',
    policy: {
      retry: retryIfResult(isPending),
      wait: waitFixed('2s'),
    },
  },
  {
    name: 'no such page',
    path: '/missing',
    policy: { retry: retryIfException(isTransient), stop: stopAfterAttempt(6) },
  },
  {
    name: 'always broken',
    path: '/broken',
    policy: { retry: retryIfExceptionType(HttpError), wait: waitFixed('1.5s'), stop: stopAfterAttempt(4) },
  },
  {
    name: 'impatient caller',
    path: '/outage',
    policy: { retry: retryIfExceptionType(HttpError), wait: waitFixed('30s') },
    patience: 6_000,
  },
]
