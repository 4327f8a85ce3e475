import { shorten } from '../inspect/plain/shorten.ts'

/**
 * Plain data, as an inspector tells it, in one line.
 *
 * @param longest - how many characters it may have: it is cut there; by default 200, as an error in one line is
 * @example
 * import { valueLine } from 'holdfast/drawing'
 * valueLine({ status: 'PENDING', tries: [1, 2] }) // => '{ status: "PENDING", tries: [1, 2] }'
 * valueLine('a long story', 8) // => '"a long…'
 */
export const valueLine = (value: unknown, longest = 200): string =>
  shorten(write(value, longest).replaceAll(/\s+/g, ' '), longest)

/** Stops soon after what there is room for: a value may be large. */
function write(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value, room + 1))
  if (typeof value !== 'object' || value === null)
    return value === undefined ? 'nothing' : JSON.stringify(value)
  const isList = Array.isArray(value)
  const parts: string[] = []
  let left = room
  for (const [key, member] of Object.entries(value)) {
    if (left < 0) break
    const part = isList ? write(member, left) : `${key}: ${write(member, left)}`
    parts.push(part)
    left -= part.length + SEPARATOR.length
  }
  const members = parts.join(SEPARATOR)
  if (isList) return `[${members}]`
  return members === '' ? '{}' : `{ ${members} }`
}

const SEPARATOR = ', '
