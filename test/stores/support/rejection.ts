import type { StoreError } from 'holdfast/memory'

/** What a call rejects with; the test says what it is. */
export const rejection = async (call: Promise<unknown>): Promise<StoreError> => {
  const error: unknown = await call.then(
    () => new Error('it was fulfilled'),
    (reason: unknown) => reason,
  )
  // What else it may be, an expectation tells.
  return error as StoreError
}
