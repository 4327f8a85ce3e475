import { show } from '../errors/show.ts'
import { shorten } from '../inspect/plain/shorten.ts'

/**
 * An error as an inspector tells it in one line, with the first of its causes:
 * `TypeError: fetch failed, caused by Error: read ECONNRESET`.
 *
 * Of the error with which a session gave up it is the last attempt's, which says more.
 */
export function errorLine(error: unknown): string {
  const { code, cause } = Object(error)
  if (code === 'HOLDFAST_RETRY_EXHAUSTED' && cause !== undefined) return errorLine(cause)
  const root = rootOf(error)
  const text = root === error ? textOf(error) : `${textOf(error)}, caused by ${textOf(root)}`
  return shorten(text, LONGEST)
}

/** Characters. */
const LONGEST = 200

/** What it all came of: plain data has no cycles. */
function rootOf(error: unknown): unknown {
  let root = error
  for (let cause = causeOf(root); cause !== undefined && cause !== null; cause = causeOf(root)) root = cause
  return root
}

const causeOf = (error: unknown): unknown => (error as { readonly cause?: unknown } | null | undefined)?.cause

function textOf(error: unknown): string {
  // As JSON has it where nobody has seen to more.
  if (typeof error === 'object' && error !== null && Object.keys(error).length === 0) return UNTOLD
  const { name, message } = Object(error)
  const text =
    typeof message === 'string'
      ? `${typeof name === 'string' ? name : 'Error'}: ${message}`
      : typeof name === 'string'
        ? name
        : show(error)
  return text.replace(/[\r\n][^]*/, '')
}

const UNTOLD = 'an error of which nothing was told'
