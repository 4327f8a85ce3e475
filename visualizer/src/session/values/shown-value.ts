/** What a tree of values shows of one of them. */
export type ShownValue =
  | { readonly type: 'text' | 'number' | 'word'; readonly text: string }
  | {
      readonly type: 'list' | 'record'
      /** `3 items`, `{ name, message }`. */
      readonly text: string
      readonly size: number
    }

/** Values are plain JSON. */
export function shownValue(value: unknown): ShownValue {
  if (typeof value === 'string') return { type: 'text', text: value }
  if (typeof value === 'number') return { type: 'number', text: String(value) }
  if (typeof value !== 'object' || value === null) return { type: 'word', text: String(value) }
  const size = Object.keys(value).length
  if (Array.isArray(value)) return { type: 'list', text: size === 1 ? '1 item' : `${size} items`, size }
  return { type: 'record', text: summary(Object.keys(value)), size }
}

const summary = (names: readonly string[]) =>
  names.length === 0 ? 'empty' : `${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''}`

/** The members of a list or a record, by their names. */
export const membersOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []
