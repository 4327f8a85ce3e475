import type { Field } from './members-of.ts'
import { ownFields } from './own-fields.ts'

/**
 * What an error has to say: name, message, code, its own fields, stack, cause and the errors within it.
 *
 * @param isBrief - the first three alone
 */
export function fieldsOfError(error: ErrorLike, isBrief: boolean): readonly Field[] {
  const { name, message } = error
  const own = ownFields(error).filter(([field]) => !TOLD_APART.has(field))
  const fields = [['name', name], ['message', message], ...own] as const
  if (isBrief) return fields.filter(([field]) => BRIEF.has(field))
  const { stack, cause, errors } = error
  return [...fields, ['stack', stack], ['cause', cause], ['errors', errors]]
}

interface ErrorLike {
  readonly name?: unknown
  readonly message?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

const TOLD_APART = new Set(['name', 'message', 'stack', 'cause', 'errors'])

const BRIEF = new Set(['name', 'message', 'code'])
