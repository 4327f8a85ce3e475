import { show } from '../errors/show.ts'

/** Throws when what must hold does not. */
export function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message)
}

/** Compares plain data, and names the members that differ. */
export function checkSame(what: string, actual: unknown, expected: unknown): void {
  const differences = differencesOf(what, actual, expected)
  check(differences.length === 0, differences.slice(0, MOST_DIFFERENCES).join('; '))
}

const MOST_DIFFERENCES = 5

function differencesOf(path: string, actual: unknown, expected: unknown): string[] {
  if (Object.is(actual, expected)) return []
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected))
    return [`${path} is ${show(actual)} and must be ${show(expected)}`]
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
  return [...keys].flatMap((key) => differencesOf(`${path}.${key}`, actual[key], expected[key]))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Gives what a promise is rejected with; one that is fulfilled is an error. */
export async function rejectionOf(what: string, promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error(`${what} must reject, and was fulfilled`)
}

/** What a method does with an argument that it cannot take. */
export async function checkRefusal(method: string, argument: unknown, call: Promise<unknown>): Promise<void> {
  const what = `${method}, given ${show(argument)},`
  const error = await rejectionOf(what, call)
  check(
    error instanceof TypeError || error instanceof RangeError,
    `${what} must reject with a TypeError or a RangeError, and did with ${show(error)}`,
  )
}
