import { checkLogger } from './common/logger.ts'
import type { LogFormatOptions, Logger } from './common/logger.ts'
import { ordinal } from './common/ordinal.ts'
import { readNumberFormat } from './common/python-format.ts'
import type { HookFunction } from './strategy.ts'

/**
 * An `after` hook that logs each attempt that is to be retried. Tenacity's `after_log`, with its text.
 *
 * @param logger - an object with a method for the level
 * @param level - the method's name: `'info'`, `'debug'`, …
 * @param options - `secFormat`: how the seconds since the start are written, `'%.3g'` when absent
 * @throws TypeError when the logger has no such method, RangeError when the format is unknown
 *
 * @example
 * import { afterLog, retry, stopAfterAttempt } from 'holdfast'
 *
 * const lines: string[] = []
 * const logger = { warn: (line: string) => lines.push(line) }
 * const load = retry({
 *   after: afterLog(logger, 'warn', { secFormat: '%.0f' }),
 *   stop: stopAfterAttempt(1),
 *   name: 'load',
 * })(async () => {
 *   throw new Error('down')
 * })
 * await load().catch(() => {})
 * lines[0] // => "Finished call to 'load' after 0(s), this was the 1st time calling it."
 */
export function afterLog<Level extends string>(
  logger: Logger<Level>,
  level: Level,
  { secFormat = '%.3g' }: LogFormatOptions = {},
): HookFunction {
  checkLogger('afterLog', logger, level)
  const format = readNumberFormat('afterLog: secFormat', secFormat)
  return ({ name, attemptNumber, elapsed }) =>
    logger[level](
      `Finished call to '${name}' after ${format(elapsed / 1000)}(s), ` +
        `this was the ${ordinal(attemptNumber)} time calling it.`,
    )
}
