import { show } from '../../../errors/show.ts'
import { shorten } from '../../../inspect/plain/shorten.ts'

/**
 * An error as an inspector tells it in one line: `Error: connection reset`.
 *
 * Of the error with which a session gave up it is the last attempt's, which says more.
 */
export function errorLine(error: unknown): string {
  const { name, message, code, cause } = Object(error)
  if (code === 'HOLDFAST_RETRY_EXHAUSTED' && cause !== undefined) return errorLine(cause)
  // As JSON has it where nobody has seen to more.
  if (typeof error === 'object' && error !== null && Object.keys(error).length === 0) return UNTOLD
  const text =
    typeof message === 'string'
      ? `${name ?? 'Error'}: ${message}`
      : typeof name === 'string'
        ? name
        : show(error)
  return shorten(text.replace(/[\r\n][^]*/, ''), LONGEST)
}

const UNTOLD = 'an error of which nothing was told'

/** Characters. */
const LONGEST = 200
