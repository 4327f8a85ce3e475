const LONGEST = 80

/** A value in a few characters for a message; never throws, whatever the value does when it is read. */
export function show(value: unknown): string {
  try {
    return shorten(describe(value))
  } catch {
    return `an unreadable ${typeof value}`
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'bigint':
      return `${value}n`
    case 'function':
      return value.name === '' ? 'a function' : `function ${value.name}`
    case 'object':
      return describeObject(value)
    default:
      return String(value)
  }
}

function describeObject(value: object | null): string {
  if (value === null) return 'null'
  if (value instanceof Error) return describeError(value)
  return JSON.stringify(value) ?? Object.prototype.toString.call(value)
}

function describeError(error: Error): string {
  return error.message === '' ? error.name : `${error.name}: ${error.message}`
}

const shorten = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`)
