import { damaged } from './damaged.ts'
import { isRecord } from './json.ts'

/** @throws SnapshotError that names the part of a snapshot, when its value is not what it must be */
export function check(
  path: string,
  expected: string,
  value: unknown,
  isValid: (value: unknown) => boolean,
): void {
  if (!isValid(value)) throw damaged(path, expected, value)
}

export function anObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw damaged(path, 'an object', value)
  return value
}

export const isBoolean = (value: unknown): boolean => typeof value === 'boolean'

export const isName = (value: unknown): boolean => typeof value === 'string' && value !== ''

export const isCount =
  (from: number, to = Number.MAX_SAFE_INTEGER) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to

/** Milliseconds, also without end. */
export const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0

export const isFiniteDuration = (value: unknown): boolean => isDuration(value) && value !== Infinity
