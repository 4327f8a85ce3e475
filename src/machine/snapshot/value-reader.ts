import { decode } from './codec.ts'
import { damaged } from './damaged.ts'
import type { ErrorClass } from './error-classes.ts'
import { createErrorReader } from './error-reader.ts'
import { findErrors } from './find-errors.ts'
import { isRecord, isTag, readKey, TAGS } from './json.ts'
import type { Codec } from './json.ts'
import { readNumber } from './primitive.ts'

/** How the values of a snapshot are read back. */
export interface ReadValueOptions {
  readonly codec?: Codec | undefined
  readonly errors?: readonly ErrorClass[] | undefined
}

/** How a value that a `ValueWriter` has written is read back. */
export const createValueReader =
  ({ codec, errors = [] }: ReadValueOptions) =>
  (root: unknown, rootPath: string): unknown => {
    const readError = createErrorReader(errors, findErrors(root, rootPath), read)
    return read(root, rootPath)

    function read(value: unknown, path: string): unknown {
      if (Array.isArray(value)) return value.map((element, index) => read(element, `${path}[${index}]`))
      if (!isRecord(value)) return value
      const members = Object.entries(value)
      const tag = members.find(([key]) => isTag(key))
      if (tag !== undefined && members.length === 1) return readTag(tag, path)
      return Object.fromEntries(
        members.map(([key, member]) => {
          if (key === '__proto__' || isTag(key))
            throw damaged(path, `an object without the key ${key}`, value)
          return [readKey(key), read(member, `${path}.${key}`)]
        }),
      )
    }

    function readTag([tag, content]: readonly [string, unknown], path: string): unknown {
      switch (tag) {
        case TAGS.undefined:
          return undefined
        case TAGS.number: {
          const number = readNumber(content)
          if (number === undefined) throw damaged(path, 'the name of a number', content)
          return number
        }
        case TAGS.error:
          // It was found there, with its number.
          return readError((content as { readonly id: unknown }).id, path)
        case TAGS.ref:
          return readError(content, path)
        case TAGS.codec:
          return decode(codec, content, path)
        default:
          throw damaged(path, 'a value as Holdfast writes it', { [tag]: content })
      }
    }
  }
