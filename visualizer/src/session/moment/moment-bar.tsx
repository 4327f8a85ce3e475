import type { InspectorMessage } from 'holdfast/inspect'
import type { VNode } from 'preact'

import { logLine } from '../log/log-line.ts'
import { clockTime } from '../words/clock-time.ts'
import { indexAfter } from './moments.ts'
import type { Stride } from './moments.ts'
import { phaseAt } from './phase-at.ts'

interface MomentBarProps {
  readonly messages: readonly InspectorMessage[]
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
  /** The moment that was asked for is forgotten; this is the first after it. */
  readonly isForgotten: boolean
  /** How many messages are. */
  readonly forgotten: number
  readonly isOver: boolean
  readonly now: () => number
  readonly onIndex: (index: number | undefined) => void
}

/** Steps back in time, message by message, and says where one is. */
export function MomentBar(props: MomentBarProps): VNode {
  const { messages, index, isForgotten, forgotten, isOver, now, onIndex } = props
  const last = messages.length - 1
  const at = index ?? last
  const go = (stride: Stride) => onIndex(indexAfter(messages, at, stride))
  const isPast = index !== undefined
  const live = isOver ? 'End' : 'Live'
  // It is within the messages.
  const shown = messages[at]!
  const time = clockTime(shown.at, now())
  const phase = phaseAt(messages, at)

  const onKeyDown = (event: KeyboardEvent) => {
    const stride = KEYS[event.key]
    if (stride === undefined) return
    event.preventDefault()
    go(stride)
  }

  return (
    <section class="session-moment" aria-label="Moment" data-past={isPast}>
      <div class="session-buttons is-tight">
        {STRIDES.map(({ stride, sign, title }) => (
          <button
            key={stride}
            type="button"
            class="button"
            aria-label={title}
            title={title}
            aria-disabled={at === (BACK.has(stride) ? 0 : last)}
            onClick={() => go(stride)}
          >
            {sign}
          </button>
        ))}
      </div>
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label="Moment"
        aria-valuetext={`step ${at + 1} of ${last + 1}, ${time}: ${logLine(messages, at).text}`}
        onInput={({ currentTarget }) => onIndex(Number(currentTarget.value))}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        class="button session-live"
        aria-pressed={!isPast}
        onClick={() => onIndex(undefined)}
      >
        {live}
      </button>
      <p class="session-banner">
        {isForgotten && <b class="session-forgotten">That moment is no longer held; the first that is: </b>}
        {isPast && <b>As it was at </b>}
        <span class="session-time">{time}</span>, step {at + 1} of {last + 1}
        {phase !== undefined && (
          <span class="session-phase">
            <span class="session-colon">: </span>
            {phase}
          </span>
        )}
        {isPast && (
          <span class="session-back">
            {'; '}
            <button type="button" class="session-link" onClick={() => onIndex(undefined)}>
              {isOver ? 'back to the end' : 'live again'}
            </button>
          </span>
        )}
        {forgotten > 0 && <span class="session-quiet"> ({forgotten} earlier ones are no longer held)</span>}
      </p>
    </section>
  )
}

const STRIDES: readonly { readonly stride: Stride; readonly sign: string; readonly title: string }[] = [
  { stride: 'first', sign: '⇤', title: 'First step' },
  { stride: 'previousAttempt', sign: '«', title: 'Previous attempt' },
  { stride: 'previous', sign: '‹', title: 'Previous step' },
  { stride: 'next', sign: '›', title: 'Next step' },
  { stride: 'nextAttempt', sign: '»', title: 'Next attempt' },
  { stride: 'last', sign: '⇥', title: 'Last step' },
]

const BACK: ReadonlySet<Stride> = new Set<Stride>(['first', 'previousAttempt', 'previous'])

/** Beside those that every range has. */
const KEYS: Readonly<Record<string, Stride>> = { PageUp: 'nextAttempt', PageDown: 'previousAttempt' }
