import { damaged } from './damaged.ts'
import { isRecord, TAGS } from './json.ts'

/** An error as it is written, and where. */
export interface FoundError {
  /** Of the form `WrittenError`, if nobody has damaged it. */
  readonly content: Readonly<Record<string, unknown>>
  readonly path: string
}

/**
 * Finds the errors of a snapshot by their numbers: others refer to them from anywhere, also from before.
 *
 * Whatever passes may be walked by recursion.
 *
 * @throws SnapshotError when two errors have one number, or something is within more than any snapshot has
 */
export function findErrors(root: unknown, rootPath: string): ReadonlyMap<unknown, FoundError> {
  const found = new Map<unknown, FoundError>()
  const places: Place[] = [{ value: root, path: rootPath, depth: 0 }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value, path, depth } = place
    if (typeof value !== 'object' || value === null) continue
    if (depth === DEEPEST) throw damaged(path, `within at most ${DEEPEST} others`, value)
    for (const [key, member] of Object.entries(value)) {
      const within = `${path}.${key}`
      if (key === TAGS.error) add(member, within)
      places.push({ value: member, path: within, depth: depth + 1 })
    }
  }
  return found

  function add(content: unknown, path: string): void {
    if (!isRecord(content)) throw damaged(path, 'an object', content)
    const { id } = content
    if (!Number.isSafeInteger(id)) throw damaged(`${path}.id`, 'a whole number', id)
    if (found.has(id)) throw damaged(`${path}.id`, 'the number of no other error', id)
    found.set(id, { content, path })
  }
}

interface Place {
  readonly value: unknown
  readonly path: string
  readonly depth: number
}

/** More than is ever written, and less than what recursion can take. */
const DEEPEST = 1000
