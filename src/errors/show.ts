const LONGEST = 80

/** A value in a few characters of one line, for a message; never throws, whatever the value does when it is read. */
export function show(value: unknown): string {
  try {
    return shorten(describe(value).replace(/\s*\n\s*/g, ' '))
  } catch {
    return `an unreadable ${typeof value}`
  }
}

function describe(value: unknown): string {
  if (value instanceof Error) return Error.prototype.toString.call(value)
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`
  if (typeof value === 'bigint') return `${value}n`
  const json = typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value) : undefined
  return json ?? String(value)
}

const shorten = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`)
