/** Those that a user sees. */
const fieldsOf = (error: Error): object => Object.fromEntries(Object.entries(error))

/** All that can be told of an error, without its class. */
export const factsOf = (error: Error) => ({
  ...fieldsOf(error),
  name: error.name,
  message: error.message,
  stack: error.stack,
  shown: String(error),
})
