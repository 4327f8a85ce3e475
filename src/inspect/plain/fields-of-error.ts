import type { Field } from './members-of.ts'
import { ownFields } from './own-fields.ts'

/**
 * What an error has to say: name, message, stack and cause, its own fields, and the errors within it. Its cause comes
 * before whatever else refers to the same error, for that is where people look.
 *
 * @param isBrief - name, message and code alone
 */
export function fieldsOfError(error: ErrorLike, isBrief: boolean): readonly Field[] {
  const { name, message } = error
  const own = ownFields(error).filter(([field]) => !TOLD_APART.has(field))
  const said = [
    ['name', name],
    ['message', message],
  ] as const
  if (isBrief) return [...said, ...own.filter(([field]) => field === 'code')]
  const { stack, cause, errors } = error
  return [...said, ['stack', stack], ['cause', cause], ...own, ['errors', errors]]
}

interface ErrorLike {
  readonly name?: unknown
  readonly message?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

const TOLD_APART = new Set(['name', 'message', 'stack', 'cause', 'errors'])
