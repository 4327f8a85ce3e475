import { isRetryError, TimeoutError } from 'holdfast'
import { HttpError } from './http-error.ts'
import { seconds } from '../terminal/seconds.ts'

/** What came of an attempt or a session, a value or an error, in the few words that fit a line. */
export function explain(value: unknown): string {
  if (isRetryError(value)) return `gave up: ${explain(value.cause)}`
  if (value instanceof TimeoutError) return `timeout ${seconds(value.limit)}`
  if (value instanceof HttpError) return explainHttp(value)
  if (value instanceof Error) return explainError(value)
  if (typeof value === 'object' && value !== null) return Object.values(value).join(', ')
  return String(value)
}

function explainHttp({ message, response }: HttpError): string {
  const retryAfter = response.headers.get('retry-after')
  return retryAfter === null ? message : `Retry-After: ${retryAfter}`
}

function explainError(error: Error): string {
  // fetch says no more than "fetch failed" or "terminated"; what happened is in the cause.
  if (error.cause instanceof Error) return explain(error.cause)
  return 'syscall' in error && 'code' in error ? String(error.code) : error.message
}
