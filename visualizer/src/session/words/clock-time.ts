import { BEYOND } from '../../words/times.ts'

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
  return isOfDay(date, now) ? exact : `${DAY.format(date)} ${exact}`
}

/** Whether an instant is of the day that it is now: then its day is not told. */
export const isToday = (at: number, now: number): boolean => isOfDay(new Date(at), now)

const isOfDay = (date: Date, now: number) => date.toDateString() === new Date(now).toDateString()

const padded = (part: number, length: number) => String(part).padStart(length, '0')

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
