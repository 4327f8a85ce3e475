import type { ValuePath } from '../redact/redact.ts'
import { REDACTED } from '../redact/redact-text.ts'
import { MARKS } from './marks.ts'
import { membersOf } from './members-of.ts'
import type { Field } from './members-of.ts'
import { shorten } from './shorten.ts'
import { skipCauses } from './skip-causes.ts'

/**
 * What takes the place of a value on its way out; undefined leaves it out.
 *
 * @param path - where it is; its first part says in what: `context`, `event`, `output`, `error`, `params`, `meta`, `name`,
 *   `key` (a session's own id), `input`, and of what is stored also `note` and `snapshot`
 */
export type Sanitize = (value: unknown, path: ValuePath) => unknown

/**
 * Makes plain JSON of a value.
 *
 * @param part - what the value is: the first part of every path
 * @param isBrief - of errors only what they are and say: no stack, no cause, no fields
 */
export type ToPlain = (value: unknown, part: string, isBrief?: boolean) => unknown

/** How much is told of one value, all in all. */
export interface PlainLimits {
  /** @default 2000 */
  readonly values?: number
  /** Of all its texts. @default Infinity */
  readonly characters?: number
}

/**
 * Makes a function that makes plain JSON of any value, sanitised on the way: it never throws, whatever the value does
 * when it is read, and never takes long, however large it is.
 *
 * Getters are not called, `toJSON` is. What JSON has no word for becomes a text that says what it was.
 */
export function createToPlain(
  sanitize: Sanitize,
  { values = MOST_VALUES, characters = Infinity }: PlainLimits = {},
): ToPlain {
  // Of the value under way. Made once: what happens in a session is told in many small values.
  const path: (string | number)[] = []
  const ancestors: object[] = []
  const errors = new Set<object>()
  let isBrief = false
  let budget = 0
  /** Characters. */
  let room = 0
  let depth = 0
  /** How many of the ancestors are causes. */
  let causes = 0

  const visit = (given: unknown): unknown => {
    if (budget-- <= 0 || room <= 0) return MARKS.rest
    const value = sanitizeSafely(typeof given === 'string' ? shorten(given, LONGEST_READ) : given)
    switch (typeof value) {
      case 'string':
        return visitText(value)
      case 'number':
        return Number.isFinite(value) ? value : String(value)
      case 'bigint':
        return `${value}n`
      case 'symbol':
        return String(value)
      case 'function':
        return '[function]'
      case 'object':
        return value === null ? null : visitObject(value)
      default:
        return value
    }
  }

  const sanitizeSafely = (given: unknown): unknown => {
    try {
      return sanitize(given, path)
    } catch {
      return REDACTED
    }
  }

  const visitText = (text: string): string => {
    const shown = shorten(text, Math.min(LONGEST, room))
    room -= shown.length
    return shown
  }

  const visitObject = (object: object): unknown => {
    if (ancestors.includes(object)) return MARKS.circular
    if (depth === DEEPEST || causes > LONGEST_CHAIN) return MARKS.tooDeep
    ancestors.push(object)
    depth++
    try {
      const members = membersOf(object, isToldBriefly)
      if ('text' in members) return visit(members.text)
      if ('instead' in members) return visit(members.instead)
      return 'list' in members ? visitList(members.list) : visitFields(members.fields)
    } catch {
      return MARKS.unreadable
    } finally {
      depth--
      ancestors.pop()
    }
  }

  /** Errors refer to one another, and each is told in full once. */
  const isToldBriefly = (error: object): boolean => {
    if (isBrief || errors.has(error)) return true
    errors.add(error)
    return false
  }

  const visitList = (list: Iterable<unknown>): unknown[] => {
    const plain: unknown[] = []
    for (const member of list) {
      if (plain.length === MOST_MEMBERS) {
        plain.push(MARKS.rest)
        break
      }
      plain.push(visitAt(plain.length, member) ?? null)
    }
    return plain
  }

  const visitFields = (fields: Iterable<Field>): object => {
    const plain: Record<string, unknown> = {}
    let count = 0
    for (const [name, member] of fields) {
      if (++count > MOST_MEMBERS) return { ...plain, [MARKS.rest]: MARKS.rest }
      const shown = name === 'cause' ? visitCause(member) : visitAt(name, member)
      if (shown === undefined) continue
      // Headers and parameters may come several times.
      if (Object.hasOwn(plain, name)) plain[name] = [plain[name], shown].flat()
      else if (name === '__proto__') Object.defineProperty(plain, name, { value: shown, enumerable: true })
      else plain[name] = shown
    }
    return plain
  }

  /** A chain of causes has a length of its own, and no depth. */
  const visitCause = (given: unknown): unknown => {
    const skipped =
      causes === HALF_CHAIN && typeof given === 'object' && given !== null
        ? skipCauses(given, HALF_CHAIN, (cause) => ancestors.includes(cause))
        : undefined
    const cause = skipped
      ? { name: MARKS.rest, message: `${skipped.count} more causes`, cause: skipped.next }
      : given
    causes++
    depth--
    const plain = visitAt('cause', cause)
    depth++
    causes--
    return plain
  }

  const visitAt = (key: string | number, member: unknown): unknown => {
    path.push(key)
    const plain = visit(member)
    path.pop()
    return plain
  }

  return (value, part, briefly = false) => {
    // A sanitiser may do things of which there is something to tell.
    if (path.length > 0) return createToPlain(sanitize, { values, characters })(value, part, briefly)
    isBrief = briefly
    budget = values
    room = characters
    const plain = visitAt(part, value)
    errors.clear()
    return plain
  }
}

/** Characters; what is longer is cut. */
const LONGEST = 4000

/** Of a longer text no more is sanitised: a secret that is cut within the margin is still known for one. */
const LONGEST_READ = 2 * LONGEST

/** Of one object or list. */
const MOST_MEMBERS = 100

/** Within one another. */
const DEEPEST = 10

/** Of a longer chain of causes the first and the last so many. */
const HALF_CHAIN = 25

/** What is said of those between counts as one. */
const LONGEST_CHAIN = 2 * HALF_CHAIN + 1

/** Of one value, all in all. */
const MOST_VALUES = 2000
