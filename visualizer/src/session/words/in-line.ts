import { isRecord } from './is-record.ts'

/** A value in one line: JSON, cut where it is long. */
export function inLine(value: unknown, longest = 120): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : writeWithin(value, longest)
  return cut(text.replaceAll(/\s+/g, ' '), longest)
}

/** An error in one line: `TimeoutError: too slow`; what is no error as a value. */
export function errorInLine(error: unknown, longest = 200): string {
  if (!isErrorLike(error)) return inLine(error, longest)
  const { name, message } = error
  const text = message === '' ? name : `${name}: ${message}`
  return cut(text.replaceAll(/\s*[\r\n]\s*/g, ' '), longest)
}

/** What an inspector tells of an error has a name and a message. */
export const isErrorLike = (value: unknown): value is ErrorLike =>
  isRecord(value) && typeof value['name'] === 'string' && typeof value['message'] === 'string'

export interface ErrorLike {
  readonly name: string
  readonly message: string
  readonly [field: string]: unknown
}

/** Stops soon after what will be shown: a value may be large, and a list shows many. */
function writeWithin(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > room ? value.slice(0, room + 1) : value)
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'nothing' : JSON.stringify(value)
  const isList = Array.isArray(value)
  const parts: string[] = []
  let left = room
  for (const [key, member] of Object.entries(value)) {
    const part = isList ? writeWithin(member, left) : `${key}: ${writeWithin(member, left)}`
    parts.push(part)
    left -= part.length + 2
    if (left < 0) break
  }
  return isList ? `[${parts.join(', ')}]` : parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

const cut = (text: string, longest: number) =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text
