import { checkLogger } from './common/logger.ts'
import type { Logger } from './common/logger.ts'
import { ordinal } from './common/ordinal.ts'
import type { HookFunction } from './strategy.ts'

/**
 * A `before` hook that logs each attempt. Tenacity's `before_log`, with its text.
 *
 * @param logger - an object with a method for the level
 * @param level - the method's name: `'info'`, `'debug'`, …
 * @throws TypeError when the logger has no such method
 *
 * @example
 * import { beforeLog, retry } from 'holdfast'
 *
 * const lines: string[] = []
 * const logger = { info: (line: string) => lines.push(line) }
 * await retry({ before: beforeLog(logger, 'info'), name: 'load' })(async () => {})()
 * lines[0] // => "Starting call to 'load', this is the 1st time calling it."
 */
export function beforeLog<Level extends string>(logger: Logger<Level>, level: Level): HookFunction {
  checkLogger('beforeLog', logger, level)
  return ({ name, attemptNumber }) =>
    logger[level](`Starting call to '${name}', this is the ${ordinal(attemptNumber)} time calling it.`)
}
