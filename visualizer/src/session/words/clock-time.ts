/** An instant on the clock of whoever looks, exactly: `12:03:04.120`. */
export function clockTime(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return BEYOND
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => padded(part, 2))
    .join(':')
  return `${time}.${padded(date.getMilliseconds(), 3)}`
}

/** A session may sleep for longer than dates reach. */
export const BEYOND = 'beyond all dates'

const padded = (part: number, length: number) => String(part).padStart(length, '0')
