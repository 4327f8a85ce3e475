import { BEYOND, isSameDay } from '../../words/times.ts'

/**
 * An instant on the clock of whoever looks, exactly: `12:03:04.120`, and `4 Mar 12:03:04.120` when it is not today.
 *
 * @param now - epoch milliseconds, as is `at`
 */
export function clockTime(at: number, now: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return BEYOND
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => padded(part, 2))
    .join(':')
  const exact = `${time}.${padded(date.getMilliseconds(), 3)}`
  return isSameDay(at, now) ? exact : `${DAY.format(date)} ${exact}`
}

const padded = (part: number, length: number) => String(part).padStart(length, '0')

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
