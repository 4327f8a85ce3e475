/** What stands where a value was not told in full. */
export const MARKS = {
  /** The rest of a text, a list, or all that was too much. */
  rest: '…',
  tooDeep: '[…]',
  circular: '[circular]',
  unreadable: '[unreadable]',
} as const

const marks: ReadonlySet<unknown> = new Set(Object.values(MARKS))

/** Whether that is told, and not a value. */
export const isMark = (value: unknown): boolean => marks.has(value)
