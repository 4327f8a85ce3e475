const LONGEST = 80

/** The longest text within an object. */
const LONGEST_WITHIN = 20

/** More than one line can hold, so that it shows that there are more. */
const MOST_MEMBERS = 40

/**
 * A value in a few characters of one line, for a message; never throws, whatever the value does when it is read.
 *
 * Plain objects and arrays show their first members, and of objects within them the class alone: values may be huge, and
 * hold secrets.
 */
export function show(value: unknown): string {
  try {
    return shorten(describe(value, LONGEST), LONGEST).replace(/\s*[\n\r\u2028\u2029]\s*/g, ' ')
  } catch {
    return `an unreadable ${typeof value}`
  }
}

function describe(value: unknown, longest: number): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value, longest))
  // A strategy has a label.
  if (typeof value === 'function')
    return (value as { label?: string }).label ?? (value.name ? `function ${value.name}` : 'a function')
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Error) return Error.prototype.toString.call(value)
  const name: string = Object.getPrototypeOf(value)?.constructor.name ?? 'Object'
  const isArray = Array.isArray(value)
  if (longest < LONGEST || (name !== 'Object' && !isArray)) return `${name} {…}`
  const keys = Object.keys(isArray ? value.slice(0, MOST_MEMBERS) : value).slice(0, MOST_MEMBERS)
  const within = (member: unknown) => describe(member, LONGEST_WITHIN)
  const members = keys.map(
    // One of its own keys.
    (key) => (isArray ? '' : `${within(key)}:`) + within((value as Record<string, unknown>)[key]),
  )
  return isArray ? `[${members.join(',')}]` : `{${members.join(',')}}`
}

const shorten = (text: string, longest: number) =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
