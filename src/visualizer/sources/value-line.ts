import { shorten } from '../../inspect/plain/shorten.ts'

/** Plain data in one line: `{ status: "PENDING", tries: [1, 2] }`; cut where it is long. */
export const valueLine = (value: unknown): string =>
  shorten(write(value, LONGEST).replaceAll(/\s+/g, ' '), LONGEST)

/** Characters: as many as of an error. */
const LONGEST = 200

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
