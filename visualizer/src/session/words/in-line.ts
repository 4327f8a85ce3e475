import { valueLine } from 'holdfast/drawing'

import { isRecord } from './is-record.ts'

/** A value in one line, cut where it is long. */
export const inLine = (value: unknown, longest = 120): string => valueLine(value, longest)

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

const cut = (text: string, longest: number) =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text
