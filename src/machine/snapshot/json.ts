/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What JSON cannot hold is written as an object with one of these keys, and no other. */
export const TAGS = {
  number: '@number',
  undefined: '@undefined',
  error: '@error',
  /** An error that is written elsewhere. */
  ref: '@ref',
  codec: '@codec',
} as const

/** A user's own key, told apart from a tag. */
export const writeKey = (key: string): string => (key.startsWith('@') ? `@${key}` : key)

export const readKey = (key: string): string => (key.startsWith('@@') ? key.slice(1) : key)

export const isTag = (key: string): boolean => key.startsWith('@') && !key.startsWith('@@')

/** Whether a value has members by name; not a list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Writes and reads the values that JSON cannot hold, such as dates and maps: `devalue`, `superjson` and others have this
 * form.
 */
export interface Codec {
  stringify(value: unknown): string
  parse(text: string): unknown
}
