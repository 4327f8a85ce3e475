import { show } from '../errors/show.ts'
import { isMark } from '../inspect/plain/marks.ts'
import { shorten } from '../inspect/plain/shorten.ts'

/**
 * An error as an inspector tells it in one line, with the first of its causes:
 * `TypeError: fetch failed, caused by Error: read ECONNRESET`. Of one that holds others also the first of those:
 * `AggregateError: all mirrors failed: 3 errors, first: Error: 503`.
 *
 * Of the error with which a session gave up it is the last attempt's, which says more.
 */
export function errorLine(error: unknown): string {
  const { code, cause } = Object(error)
  if (code === 'HOLDFAST_RETRY_EXHAUSTED' && cause !== undefined) return errorLine(cause)
  return shorten(whole(error), LONGEST)
}

function whole(error: unknown): string {
  const root = rootOf(error)
  return root === error ? withFirst(error) : `${textOf(error)}, caused by ${withFirst(root)}`
}

/** Characters. */
const LONGEST = 200

/** What it all came of, as far as that was told: plain data has no cycles. */
function rootOf(error: unknown): unknown {
  let root = error
  for (let cause = causeOf(root); isTold(cause); cause = causeOf(root)) root = cause
  return root
}

const isTold = (value: unknown): boolean => value !== undefined && value !== null && !isMark(value)

function withFirst(error: unknown): string {
  const { errors, code } = Object(error)
  // A RetryError has those of its attempts.
  const told = Array.isArray(errors) && code !== 'HOLDFAST_RETRY_EXHAUSTED' ? errors.filter(isTold) : []
  if (told.length === 0) return textOf(error)
  const least = told.length < errors.length ? 'at least ' : ''
  const count = told.length === 1 ? '1 error' : `${least}${told.length} errors, first`
  return `${textOf(error)}: ${count}: ${whole(told[0])}`
}

const causeOf = (error: unknown): unknown => (error as { readonly cause?: unknown } | null | undefined)?.cause

function textOf(error: unknown): string {
  // As JSON has it where nobody has seen to more.
  if (typeof error === 'object' && error !== null && Object.keys(error).length === 0) return UNTOLD
  const { name, message } = Object(error)
  const text =
    typeof message === 'string'
      ? [typeof name === 'string' ? name : 'Error', message].filter((part) => part !== '').join(': ')
      : typeof name === 'string'
        ? name
        : show(error)
  return text.replace(/[\r\n][^]*/, '')
}

const UNTOLD = 'an error of which nothing was told'
