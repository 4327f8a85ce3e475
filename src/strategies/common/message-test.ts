import { invalidRange, invalidType } from '../../errors/invalid.ts'
import { peek } from './peek.ts'
import { safely } from './safely.ts'

/** What an error's message must be, or match. */
export type MessageTest =
  | { readonly message: string; readonly match?: undefined }
  | { readonly match: string | RegExp; readonly message?: undefined }

/** Reads the argument of the two strategies that look at messages. */
export function readMessageTest(owner: string, test: MessageTest) {
  const { message, match } = test ?? {}
  if ((message === undefined) === (match === undefined)) {
    throw invalidType(owner, 'given either message or match', test)
  }
  return match === undefined ? equality(owner, message) : matching(owner, match)
}

function equality(owner: string, message: unknown) {
  if (typeof message !== 'string') throw invalidType(`${owner}: message`, 'a string', message)
  const words = JSON.stringify(message)
  return {
    accepts: (error: unknown) => messageOf(error) === message,
    json: { message },
    code: `{ message: ${words} }`,
    words,
  }
}

function matching(owner: string, match: unknown) {
  const pattern = readPattern(`${owner}: match`, match)
  // `search` keeps no place between calls, whatever the flags.
  return match instanceof RegExp
    ? {
        accepts: (error: unknown) => messageOf(error).search(pattern) !== -1,
        json: { match: { source: pattern.source, flags: pattern.flags } },
        code: `{ match: ${pattern} }`,
        words: `${pattern}`,
      }
    : {
        accepts: (error: unknown) => messageOf(error).search(pattern) === 0,
        json: { match },
        code: `{ match: ${JSON.stringify(match)} }`,
        words: `${pattern} from the start on`,
      }
}

function readPattern(option: string, match: unknown): RegExp {
  if (match instanceof RegExp) return match
  if (typeof match !== 'string') throw invalidType(option, 'a string or a RegExp', match)
  const pattern = safely(() => new RegExp(match), undefined)
  if (pattern === undefined) throw invalidRange(option, 'a regular expression', match)
  return pattern
}

/** An error's message; of anything else its text, empty where it has none. */
export function messageOf(error: unknown): string {
  const message = peek(error, 'message')
  return typeof message === 'string' ? message : safely(() => String(error), '')
}
