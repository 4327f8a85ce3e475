import { show } from '../errors/show.ts'
import type { Outcome } from '../outcome.ts'
import { checkLogger } from './common/logger.ts'
import type { LogFormatOptions, Logger } from './common/logger.ts'
import { readNumberFormat } from './common/python-format.ts'
import { safely } from './common/safely.ts'
import type { HookFunction } from './strategy.ts'

/** Options of `beforeSleepLog`. */
export interface BeforeSleepLogOptions extends LogFormatOptions {
  /** Gives the logger the error as a second argument, after the message. @default false */
  readonly excInfo?: boolean | undefined
}

/**
 * A `beforeSleep` hook that logs why and when the next attempt comes. Tenacity's `before_sleep_log`, with its text;
 * results are written as JSON.
 *
 * @param logger - an object with a method for the level
 * @param level - the method's name: `'info'`, `'debug'`, …
 * @param options - `secFormat`: how the seconds are written, `'%.3g'` when absent; `excInfo`: pass the error on
 * @throws TypeError when the logger has no such method, RangeError when the format is unknown
 *
 * @example
 * import { beforeSleepLog, retry, waitFixed } from 'holdfast'
 *
 * const lines: string[] = []
 * const logger = { warn: (line: string) => lines.push(line) }
 * const load = retry({ beforeSleep: beforeSleepLog(logger, 'warn'), wait: waitFixed(10), name: 'load' })(async () => {
 *   if (lines.length === 0) throw new Error('down')
 * })
 * await load()
 * lines[0] // => 'Retrying load in 0.01 seconds as it raised Error: down.'
 */
export function beforeSleepLog<Level extends string>(
  logger: Logger<Level>,
  level: Level,
  { secFormat = '%.3g', excInfo = false }: BeforeSleepLogOptions = {},
): HookFunction {
  checkLogger('beforeSleepLog', logger, level)
  const format = readNumberFormat('beforeSleepLog: secFormat', secFormat)
  return ({ name, outcome, upcomingSleep }) => {
    const message = `Retrying ${name} in ${format(upcomingSleep / 1000)} seconds as it ${reason(outcome)}.`
    if (!excInfo || !outcome?.failed) return logger[level](message)
    // Logger types are too unlike one another to ask for more than one argument in `Logger`.
    return (logger as Record<string, (message: string, error: unknown) => unknown>)[level]!(
      message,
      outcome.error,
    )
  }
}

function reason(outcome: Outcome | undefined): string {
  if (outcome?.failed) return `raised ${showError(outcome.error)}`
  const value = outcome?.value
  return `returned ${typeof value === 'string' ? value : show(value)}`
}

function showError(error: unknown): string {
  const text = safely(
    () => (error instanceof Error ? `${className(error)}: ${error.message}` : undefined),
    undefined,
  )
  return text ?? show(error)
}

/** Many classes leave the name they inherit, 'Error'. */
const className = (error: Error) => (error.name === 'Error' ? error.constructor.name : error.name)
