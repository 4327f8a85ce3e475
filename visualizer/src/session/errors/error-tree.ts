import { errorInLine, inLine, isErrorLike } from '../words/in-line.ts'
import { isRecord } from '../words/is-record.ts'

/** An error and those that it came of. */
export interface ErrorTree {
  /** What it is to the error above it: `caused by`. */
  readonly relation?: string
  readonly name: string
  readonly message: string
  readonly code?: string
  /** What else it has to say; undefined when nothing. */
  readonly fields?: Readonly<Record<string, unknown>>
  readonly frames: readonly StackFrame[]
  readonly below: readonly ErrorTree[]
}

export interface StackFrame {
  readonly text: string
  /** It is in the program's own code. */
  readonly isOwn: boolean
}

/** Reads an error as an inspector or a store tells it; what is no error is shown as what was thrown. */
export function errorTree(value: unknown, relation?: string): ErrorTree {
  const related = relation === undefined ? {} : { relation }
  if (!isErrorLike(value))
    return { ...related, name: 'thrown', message: inLine(value, 2000), frames: [], below: [] }
  const { name, message, code, stack, cause, errors, lastAttempt, statistics, ...fields } = value
  const told = { ...fields, ...(isRecord(statistics) && { statistics }) }
  return {
    ...related,
    name,
    message,
    ...((typeof code === 'string' || typeof code === 'number') && { code: String(code) }),
    ...(Object.keys(told).length > 0 && { fields: told }),
    frames: framesOf(stack),
    below: [...causesOf(cause, lastAttempt), ...partsOf(errors, lastAttempt)],
  }
}

/** A RetryError tells its last attempt's error twice, as every error in full once alone. */
function causesOf(cause: unknown, lastAttempt: unknown): readonly ErrorTree[] {
  if (isRecord(lastAttempt) && lastAttempt['error'] !== undefined) {
    const { error, attemptNumber = '' } = lastAttempt
    const told = [cause, error].find((each) => isRecord(each) && each['stack'] !== undefined) ?? error
    return [errorTree(told, `error of attempt ${String(attemptNumber)}`.trimEnd())]
  }
  return cause === undefined || cause === null ? [] : [errorTree(cause, 'caused by')]
}

function partsOf(errors: unknown, lastAttempt: unknown): readonly ErrorTree[] {
  if (!Array.isArray(errors)) return []
  if (!isRecord(lastAttempt)) return errors.map((error) => errorTree(error, 'of'))
  // The last one is told above.
  return errors.slice(0, -1).map((error) => errorTree(error, EARLIER))
}

/** How the errors of earlier attempts are related to one that tells of giving up. */
export const EARLIER = 'earlier'

/** The lines of a stack without the error's own text above them. */
function framesOf(stack: unknown): readonly StackFrame[] {
  if (typeof stack !== 'string') return []
  return stack
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text.startsWith('at '))
    .map((text) => ({ text, isOwn: !/node_modules|\bnode:|<anonymous>/.test(text) }))
}

/** An error in one line. */
export const headOf = ({ name, message }: ErrorTree): string => errorInLine({ name, message })
