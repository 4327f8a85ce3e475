import type { SessionEvent, SessionEventType, SessionStatus } from '../durable/session-store.ts'
import type { Timeline, TimelineBar, TimelineMark } from './timeline.ts'
import { withPlan } from './with-plan.ts'

/**
 * Tells what a stored session did when, from its history.
 *
 * @param history - oldest first; the oldest may be missing
 * @param status - as it stands
 * @param dueAt - when its sleep ends
 * @param now - epoch milliseconds on the store's clock, for what goes on
 * @example
 * import { timelineOfHistory } from 'holdfast/drawing'
 *
 * const event = { id: 's', rev: 1, type: 'attempt', at: 1000, status: 'active', attempt: 1, by: null, note: null } as const
 * const { bars } = timelineOfHistory([event], 'active', null, 3000)
 * bars.map(({ label, from, to, isOpen }) => [label, from, to, isOpen]) // => [['attempt 1', 1000, 3000, true]]
 */
export function timelineOfHistory(
  history: readonly SessionEvent[],
  status: SessionStatus,
  dueAt: number | null,
  now: number,
): Timeline {
  const isOver = status !== 'active' && status !== 'sleeping'
  const last = history.at(-1)?.at ?? now
  const to = isOver ? last : Math.max(now, last)
  const bars = history.flatMap((event, at): TimelineBar[] => {
    const isSleep = event.type === 'sleeping'
    if (!isSleep && !beginsAttempt(event)) return []
    const ends = isSleep ? ENDS_OF_SLEEPS : ENDS_OF_ATTEMPTS
    const next = history.findIndex((later, index) => index > at && ends.has(later.type))
    const end = history[next]
    if (end === undefined && isOver) return []
    const outcome = end && (isSleep ? outcomeOfSleep(end) : outcomeOfAttempt(end))
    return [
      {
        kind: isSleep ? 'sleep' : 'attempt',
        from: event.at,
        to: end?.at ?? to,
        isOpen: end === undefined,
        label: isSleep ? 'sleep' : `attempt ${event.attempt}`,
        ...(outcome && { outcome }),
        attempt: event.attempt,
        ...(end && !isSleep && end.note !== null && { error: end.note }),
        ...(isSleep && end === undefined && dueAt !== null && { planned: dueAt }),
        index: end === undefined ? history.length - 1 : next,
      },
    ]
  })
  const [first] = history
  const from = first?.at ?? to
  const hasGap = first !== undefined && first.type !== 'created'
  return {
    from,
    ...(hasGap && { hasGap }),
    to: withPlan(from, to, bars),
    bars,
    marks: history.flatMap(markOf),
    isOver,
  }
}

/** A session is written down for the first time as its first attempt begins, or before. */
const beginsAttempt = ({ type, attempt }: SessionEvent): boolean =>
  type === 'attempt' || (type === 'created' && attempt > 0)

/** A sleep goes on whoever holds the session, and when nobody does. */
const ENDS_OF_SLEEPS: ReadonlySet<SessionEventType> = new Set([
  'attempt',
  'sleeping',
  'done',
  'failed',
  'cancelled',
  'quarantined',
])

const ENDS_OF_ATTEMPTS: ReadonlySet<SessionEventType> = new Set([...ENDS_OF_SLEEPS, 'released', 'claimed'])

function outcomeOfAttempt({ type }: SessionEvent): 'done' | 'failed' | 'cut' {
  if (type === 'done') return 'done'
  // Short sleeps are not stored: then an attempt follows on another.
  return type === 'failed' || type === 'sleeping' || type === 'attempt' ? 'failed' : 'cut'
}

const outcomeOfSleep = ({ type }: SessionEvent): 'done' | 'cut' => (type === 'attempt' ? 'done' : 'cut')

const markOf = ({ type, at, by }: SessionEvent, index: number): readonly TimelineMark[] => {
  const label = MARKS[type]
  return label === undefined ? [] : [{ at, label: by === null ? label : `${label} by ${by}`, index }]
}

/** What is no stretch of time, in words. */
const MARKS: Readonly<Partial<Record<SessionEventType, string>>> = {
  claimed: 'taken over',
  released: 'released',
  retried: 'retried',
  cancelRequested: 'cancel asked for',
  wakeRequested: 'wake asked for',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  quarantined: 'quarantined',
}
