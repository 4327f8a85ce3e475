import { invalidType } from '../../errors/invalid.ts'

/** A logger that has a method for the level: `console`, pino, winston and others. */
export type Logger<Level extends string> = { readonly [L in Level]: (message: string) => unknown }

/** How times are written in log messages. */
export interface LogFormatOptions {
  /** Python's format for the seconds: `%f`, `%e`, `%g` or `%d`, with a precision. @default '%.3g' */
  readonly secFormat?: string | undefined
}

/** Refuses a logger without a method for the level. */
export function checkLogger<Level extends string>(owner: string, logger: Logger<Level>, level: Level): void {
  if (typeof logger?.[level] !== 'function') {
    throw invalidType(`${owner}: logger`, `an object with the method ${level}`, logger)
  }
}
