import { isPlainObject } from '../../is-plain-object.ts'
import { show } from '../../errors/show.ts'
import { SnapshotError } from '../../errors/snapshot-error.ts'
import { safely } from '../../strategies/common/safely.ts'
import { encode } from './codec.ts'
import { isError } from './error-lineage.ts'
import { createErrorWriter } from './error-writer.ts'
import { TAGS, writeKey } from './json.ts'
import type { Codec, Json } from './json.ts'
import { writePrimitive } from './primitive.ts'

/** Writes the values of one snapshot as JSON, such that they can be read back. */
export interface ValueWriter {
  /**
   * Writes a value whole.
   *
   * @param path - where it is, for the error
   * @throws SnapshotError when JSON cannot hold it and there is no codec that can
   */
  write(value: unknown, path: string): Json
  /** Writes what was thrown: of what JSON cannot hold, as much as can be. */
  writeThrown(value: unknown): Json
}

export function createValueWriter(codec: Codec | undefined): ValueWriter {
  const writeThrown = createErrorWriter()

  function writePlain(value: unknown, path: string, within: readonly object[]): Json {
    const primitive = writePrimitive(value)
    if (primitive !== undefined) return primitive
    if (typeof value !== 'object' || value === null) throw refusal(path, value)
    if (safely(() => isError(value), false)) return writeThrown(value)
    if (within.includes(value) || within.length === DEEPEST) throw refusal(path, value)
    const inner = [...within, value]
    const list = safely(() => elementsOf(value), undefined)
    if (list !== undefined)
      return list.map((element, index) => writePlain(element, `${path}[${index}]`, inner))
    const members = safely(() => membersOf(value), undefined)
    if (members === undefined) throw refusal(path, value)
    return Object.fromEntries(
      members.map(([key, member]) => {
        const place = `${path}.${key}`
        if (key === '__proto__') throw refusal(place, member)
        return [writeKey(key), writePlain(member, place, inner)]
      }),
    )
  }

  return {
    write(value, path) {
      try {
        return writePlain(value, path, [])
      } catch (error) {
        if (codec === undefined) throw error
        return { [TAGS.codec]: encode(codec, value, path) }
      }
    },
    writeThrown,
  }
}

/** The reader goes deeper, since errors within have a depth of their own. */
const DEEPEST = 200

/** Holes are read back as undefined. */
const elementsOf = (value: object): readonly unknown[] | undefined =>
  Array.isArray(value) ? Array.from<unknown>(value) : undefined

/** Of a plain object; what has a class would come back without it. */
const membersOf = (value: object): readonly (readonly [string, unknown])[] | undefined =>
  isPlainObject(value) ? Object.entries(value) : undefined

const refusal = (path: string, value: unknown) =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_VALUE',
    `a snapshot cannot hold ${path}, ${show(value)}: give plain JSON without cycles, or the option codec`,
  )
