import { whyUnreadable } from './why-unreadable.ts'

/** Reads texts one by one, and notes why some cannot be read: the program may have written them in a form of its own. */
export interface TextReader {
  /** @returns undefined where there is no text, or it cannot be read */
  readonly read: <T>(text: string | null, read: (text: string) => T) => T | undefined
  /** Empty as long as all could be read. */
  readonly problems: readonly string[]
}

export function createTextReader(): TextReader {
  const problems: string[] = []
  return {
    problems,
    read(text, read) {
      try {
        return text === null ? undefined : read(text)
      } catch (failure) {
        // Readers throw errors.
        problems.push(whyUnreadable(failure as Error))
        return undefined
      }
    },
  }
}
