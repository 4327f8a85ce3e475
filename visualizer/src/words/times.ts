import { formatDuration } from 'holdfast/drawing'

/**
 * Until an instant: `in 12 s`, `in 3 min 5 s`; once it is past `now`, then `12 s late`. It is the same all through a
 * second, so that all who tell it tell the same, and a sleep of a minute begins at `in 1 min`.
 */
export function countdown(at: number, now: number): string {
  const seconds = Math.floor(at / 1000) - Math.floor(now / 1000)
  if (seconds > 0) return `in ${duration(seconds)}`
  return seconds > -LATE_AFTER ? 'now' : `${duration(-seconds)} late`
}

/** In its largest unit alone: `12 s`, `3 min`, `5 h`, `4 d`. */
export function age(ms: number): string {
  const unit = UNITS.find(({ size }) => ms >= size) ?? SECOND
  return `${Math.max(Math.floor(ms / unit.size), 0)} ${unit.name}`
}

/** A local time, as short as it can be told: `14:32:05` today, else `4 Mar 14:32`. */
export function localTime(at: number, now: number): string {
  if (!isInDates(at)) return BEYOND
  return isSameDay(at, now) ? formats().time.format(at) : formats().dayAndTime.format(at).replace(',', '')
}

/** For the tooltip of a time: `Wed, 4 Mar 2026, 14:32:05.120` and what ISO 8601 makes of it. */
export const wholeTime = (at: number): string =>
  isInDates(at) ? `${new Date(at).toISOString()} (${formats().whole.format(at)})` : BEYOND

/** For machines; undefined where no date reaches. */
export const isoTime = (at: number): string | undefined =>
  isInDates(at) ? new Date(at).toISOString() : undefined

/** A session may sleep for longer than dates reach. */
export const BEYOND = 'beyond all dates'

const isInDates = (at: number) => !Number.isNaN(new Date(at).getTime())

/** Whole seconds below a minute, since it ticks. */
const duration = (seconds: number) => (seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000))

/** Seconds. */
const LATE_AFTER = 5

const SECOND = { name: 's', size: 1000 }

const UNITS = [
  { name: 'd', size: 86_400_000 },
  { name: 'h', size: 3_600_000 },
  { name: 'min', size: 60_000 },
  SECOND,
]

/** Epoch milliseconds. */
export const isSameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString()

/** Gets ready to tell times, which takes a browser long the first time: 15 ms. */
export const prepareTimes = (): void => void formats()

let made: ReturnType<typeof makeFormats> | undefined

const formats = () => (made ??= makeFormats())

function makeFormats() {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return {
    time: new Intl.DateTimeFormat('en-GB', { ...clock, second: '2-digit' }),
    dayAndTime: new Intl.DateTimeFormat('en-GB', { ...clock, day: 'numeric', month: 'short' }),
    whole: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' }),
  }
}
