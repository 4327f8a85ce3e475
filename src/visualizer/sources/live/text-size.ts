/** About how many characters of JSON plain data takes, counted without writing it. */
export function textSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return SHORT
  // Members are read in place: a message has many, and most are small.
  let size = 2
  for (const key of Object.keys(value))
    size += key.length + 4 + textSize((value as Readonly<Record<string, unknown>>)[key])
  return size
}

/** Of a number, and of words such as `true`. */
const SHORT = 5
