import assert from 'node:assert/strict'

/** Compares a value with the one that a block's comment claims, and gives it back. */
export function expectValue<T>(actual: T, claimed: readonly unknown[]): T {
  assert.equal(claimed.length, 1, 'a comment claims one value')
  assert.deepEqual(actual, claimed[0])
  return actual
}

/** Runs what a block's comment claims to throw. */
export async function expectError(throws: () => unknown, name: string, text: string): Promise<void> {
  const error = await outcome(throws)
  assert.ok(error instanceof Error, `throws ${name}, but it did not`)
  assert.equal(error.name, name)
  assert.ok(
    error.message.includes(text),
    `its message ${JSON.stringify(error.message)} holds ${JSON.stringify(text)}`,
  )
}

async function outcome(throws: () => unknown): Promise<unknown> {
  try {
    await throws()
    return undefined
  } catch (error) {
    return error
  }
}
