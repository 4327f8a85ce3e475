import { show } from '../../errors/show.ts'
import { redactText } from '../redact/redact-text.ts'
import { fieldsOfError } from './fields-of-error.ts'
import { ownFields } from './own-fields.ts'
import { shorten } from './shorten.ts'

/** What an object is shown as: a text, a list, fields, or another value. */
export type Members =
  | { readonly text: string }
  | { readonly list: Iterable<unknown> }
  | { readonly fields: Iterable<Field> }
  | { readonly instead: unknown }

export type Field = readonly [name: string, value: unknown]

/**
 * Takes an object apart, and reads no more of it than is asked for.
 *
 * @param isToldBriefly - whether of an error only what it is and says is shown
 * @throws whatever the object throws when it is read
 */
export function membersOf(object: object, isToldBriefly: (error: object) => boolean): Members {
  if (Array.isArray(object) || object instanceof Set) return { list: object }
  // By their tags those of other realms and packages are known too.
  const kind = Object.prototype.toString.call(object).slice(8, -1)
  if (kind === 'Error' || object instanceof Error)
    return { fields: fieldsOfError(object, isToldBriefly(object)) }
  if (isBinary(object)) return { text: `[${kind}, ${object.byteLength} bytes]` }
  if (object instanceof RegExp) return { text: String(object) }
  // All of these give pairs.
  if (PAIRS.has(kind)) return { fields: named(object as Iterable<readonly unknown[]>) }
  if ('toJSON' in object && typeof object.toJSON === 'function') return { instead: object.toJSON() }
  const fields = ownFields(object)
  return fields.length === 0 && kind !== 'Object' ? { text: `[${kind}]` } : { fields }
}

const PAIRS = new Set(['Map', 'Headers', 'URLSearchParams', 'FormData'])

const isBinary = (object: object): object is { readonly byteLength: number } =>
  ArrayBuffer.isView(object) || object instanceof ArrayBuffer

function* named(pairs: Iterable<readonly unknown[]>): Iterable<Field> {
  for (const [key, value] of pairs)
    yield [typeof key === 'string' ? redactText(shorten(key, LONGEST_NAME)) : show(key), value]
}

/** Characters. */
const LONGEST_NAME = 200
