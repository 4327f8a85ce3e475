import { restoredTypesOf } from '../../errors/restored-types.ts'
import { show } from '../../errors/show.ts'
import { peek } from '../../strategies/common/peek.ts'
import { safely } from '../../strategies/common/safely.ts'
import { isError, lineageOf } from './error-lineage.ts'
import type { Lineage } from './error-lineage.ts'
import { TAGS, writeKey } from './json.ts'
import type { Json } from './json.ts'
import { writePrimitive } from './primitive.ts'
import { unfold } from './unfold.ts'

/** An error as it is written. */
interface WrittenError extends Lineage {
  /** By which others refer to it. */
  readonly id: number
  readonly name: string
  readonly message: string
  readonly stack?: string
  /** Its own fields. */
  readonly fields?: Members
  /** Likewise those that are not enumerable, such as its `cause`. */
  readonly hidden?: Members
}

type Members = { readonly [key: string]: Json }

/**
 * Writes what was thrown; each error once, so that one that occurs in several places stays one.
 *
 * An error must not be lost because a socket hangs on it: of what JSON cannot hold, or is too deep or too much, the text
 * that shows it is written.
 */
export function createErrorWriter(): (thrown: unknown) => Json {
  const ids = new Map<unknown, number>()
  let room = 0

  function write(value: unknown, depth: Depth): Json {
    const primitive = writePrimitive(value)
    if (primitive !== undefined) return primitive
    const written = safely(
      () => (isError(value) ? writeError(value, depth) : writeObject(value, depth)),
      undefined,
    )
    return written ?? show(value)
  }

  function writeError(error: Error, { errors }: Depth): Json | undefined {
    const known = ids.get(error)
    if (known !== undefined) return { [TAGS.ref]: known }
    if (errors === DEEPEST_ERROR) return undefined
    const id = ids.size + 1
    ids.set(error, id)
    // An interface has no index signature, but it is plain JSON.
    return { [TAGS.error]: describe(error, id, { errors: errors + 1, objects: 0 }) as unknown as Json }
  }

  /** Never throws, since others may refer to the error from now on. */
  function describe(error: Error, id: number, depth: Depth): WrittenError {
    const { base, types } = safely(() => lineageOf(error), { base: 'Error', types: [] })
    const stack = peek(error, 'stack')
    const members = safely(() => Object.entries(Object.getOwnPropertyDescriptors(error)), [])
    const namesOf = (isEnumerable: boolean) =>
      members
        .filter(([key, { enumerable }]) => enumerable === isEnumerable && !WRITTEN_APART.has(key))
        .map(([key]) => key)
    const fields = namesOf(true)
    const hidden = namesOf(false)
    return {
      id,
      base,
      types: restoredTypesOf(error) ?? types,
      name: textOf(peek(error, 'name')),
      message: textOf(peek(error, 'message')),
      ...(typeof stack === 'string' && { stack }),
      ...(fields.length > 0 && { fields: writeMembers(error, fields, depth) }),
      ...(hidden.length > 0 && { hidden: writeMembers(error, hidden, depth) }),
    }
  }

  function writeObject(value: unknown, { errors, objects }: Depth): Json | undefined {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined
    if (objects === DEEPEST_OBJECT || room <= 0) return undefined
    const depth = { errors, objects: objects + 1 }
    const content = unfold(value)
    if (content !== undefined) return write(content, depth)
    if (Array.isArray(value)) {
      const elements: readonly unknown[] = value.slice(0, room)
      room -= elements.length
      return elements.map((element) => write(element, depth))
    }
    const keys = Object.keys(value)
    const isShown = keys.length > 0 || Object.getPrototypeOf(value) === Object.prototype
    return isShown ? writeMembers(value, keys.slice(0, room), depth) : undefined
  }

  function writeMembers(value: object, keys: readonly string[], depth: Depth): Members {
    room -= keys.length
    return Object.fromEntries(
      keys.filter((key) => key !== '__proto__').map((key) => [writeKey(key), write(peek(value, key), depth)]),
    )
  }

  return (thrown) => {
    room = MOST_MEMBERS
    return write(thrown, { errors: 0, objects: 0 })
  }
}

/** How many errors a value is within, by cause or by field, and how many objects within the innermost. */
interface Depth {
  readonly errors: number
  readonly objects: number
}

const DEEPEST_ERROR = 50

const DEEPEST_OBJECT = 6

/** Of one thrown value, however much hangs on it. */
const MOST_MEMBERS = 1000

/** The name is among the fields where the user has set it, too. */
const WRITTEN_APART = new Set(['message', 'stack'])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : show(value))
