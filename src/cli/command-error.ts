import type { ExitCode } from './exit-codes.ts'

/** A command cannot do what it was asked; its message is all that the user needs. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}
