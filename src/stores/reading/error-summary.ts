import { show } from '../../errors/show.ts'

/** What a person needs of an error: `--json` prints it so. */
export interface ErrorSummary {
  readonly name: string
  readonly message: string
  readonly code?: string | number
  readonly cause?: ErrorSummary
  /** Of an AggregateError, its first ones. */
  readonly errors?: readonly ErrorSummary[]
}

/**
 * @param thrown - an error, or whatever else was thrown
 * @param above - the errors that it caused
 */
export function summarizeError(thrown: unknown, above: readonly unknown[] = []): ErrorSummary {
  if (!(thrown instanceof Error)) return { name: 'thrown', message: show(thrown) }
  const { name, message, cause } = thrown
  // A RetryError has the errors of earlier attempts too, and is not made of them.
  const parts = thrown instanceof AggregateError ? thrown.errors.slice(0, MOST_PARTS) : []
  const within = [...above, thrown]
  // Errors may cause each other in a circle.
  const isNew = (error: unknown) => error !== undefined && !within.includes(error)
  const below = (error: unknown) => summarizeError(error, within)
  return {
    name,
    message,
    ...codeOf(thrown),
    ...(isNew(cause) && { cause: below(cause) }),
    ...(parts.length > 0 && { errors: parts.filter(isNew).map(below) }),
  }
}

/** Node's errors have a code that is a text, databases' often a number. */
function codeOf(error: Error): Pick<ErrorSummary, 'code'> {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' || typeof code === 'number' ? { code } : {}
}

/** A summary in lines of text: the error, and below it those that it came of. */
export function errorLines({ name, message, code, cause, errors = [] }: ErrorSummary): string[] {
  const below = (relation: string, summary: ErrorSummary) =>
    errorLines(summary).map((line, index) => (index === 0 ? `  ${relation} ${line}` : `  ${line}`))
  return [
    `${name}: ${message}${code === undefined ? '' : ` (${code})`}`,
    ...errors.flatMap((part) => below('of', part)),
    ...(cause === undefined ? [] : below('caused by', cause)),
  ]
}

const MOST_PARTS = 5
