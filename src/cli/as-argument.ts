import { InvalidArgumentError } from 'commander'

/** Reads an argument of a command: what is wrong with it is an error of usage. */
export function asArgument<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    // Readers throw errors.
    throw new InvalidArgumentError((error as Error).message)
  }
}
