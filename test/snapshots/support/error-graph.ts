/** An error with a field that may hold others. */
export interface Linked extends Error {
  field?: unknown
}

/** Of each error the numbers of those that it refers to. */
export type Graph = readonly {
  readonly cause: number | null
  readonly field: number | null
  readonly errors: readonly number[]
}[]

/** The first of as many errors, which refer to each other in every way that there is. */
export function build(graph: Graph): Linked {
  const errors: Linked[] = graph.map(({ errors: { length } }, index) =>
    length === 0 ? new TypeError(`${index}`) : new AggregateError([], `${index}`),
  )
  const at = (index: number) => errors[index % errors.length]
  for (const [index, { cause, field, errors: parts }] of graph.entries()) {
    const error = errors[index]!
    if (field !== null) error.field = { inner: [at(field)] }
    if (cause !== null)
      Object.defineProperty(error, 'cause', { value: at(cause), configurable: true, writable: true })
    if (error instanceof AggregateError) error.errors = parts.map(at)
  }
  return errors[0]!
}

/** What can be reached from an error, each error numbered when it is first met. */
export function walk(start: Linked): readonly unknown[] {
  const met: Linked[] = [start]
  const number = (error: unknown) => {
    if (!(error instanceof Error)) return error
    if (!met.includes(error)) met.push(error)
    return met.indexOf(error)
  }
  const seen: unknown[] = []
  for (const error of met) {
    const { field } = error as { field?: { inner: readonly unknown[] } }
    const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : []
    seen.push([
      error.message,
      error.constructor.name,
      number(error.cause),
      number(field?.inner[0]),
      parts.map(number),
    ])
  }
  return seen
}
