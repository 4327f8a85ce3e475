/** What a function gives, or a rejection when it throws: a caller's clock may fail before there is a promise. */
export function promised(begin: () => Promise<unknown>): Promise<unknown> {
  try {
    return begin()
  } catch (error) {
    return Promise.reject(error)
  }
}
