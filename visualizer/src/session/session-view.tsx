import './session.css'

import type { VNode } from 'preact'
import { useMemo, useRef } from 'preact/hooks'

import { ChartPanel } from './chart/chart-panel.tsx'
import { failuresOf } from './errors/failures-of.ts'
import { exportsOf } from './head/exports-of.ts'
import { SessionHead } from './head/session-head.tsx'
import { useAtMost } from './hooks/use-at-most.ts'
import { useLatest } from './hooks/use-latest.ts'
import { useSize } from './hooks/use-size.ts'
import { momentIn, storedMoment } from './moment/chart-moment.ts'
import { MomentBar } from './moment/moment-bar.tsx'
import { findMoment, momentOf } from './moment/moments.ts'
import { seenUntil } from './moment/seen-until.ts'
import { panelsOf } from './panels-of.tsx'
import { adoptStyles } from './parts/adopt-styles.ts'
import { Stack, Tabs } from './parts/panels.tsx'
import type { SessionViewProps } from './session-view-props.ts'
import { TimelinePanel } from './timeline/timeline-panel.tsx'
import { isOver } from './words/is-over.ts'
import { useFrames } from '../state/use-frames.ts'

adoptStyles()

/** One session: what it came to, where it is in its chart, what it did when, and every step back to its beginning. */
export const SessionView = (props: SessionViewProps): VNode => <Calm key={props.sessionKey} {...props} />

/** A session may tell of a thousand things a second: nobody sees more than some, and each is work. */
function Calm({ detail, onMoment, onCommand, onOpen, onClose, ...props }: SessionViewProps): VNode {
  const { sessionKey, source, now, isReadOnly, moment, nameOf } = props
  const shown = useAtMost(detail, LEAST_BETWEEN)
  const functions = useLatest({ onMoment, onCommand, onOpen, onClose })
  return useMemo(
    () => <View {...{ sessionKey, source, now, isReadOnly, moment, nameOf, ...functions }} detail={shown} />,
    [sessionKey, source, now, isReadOnly, moment, nameOf, functions, shown],
  )
}

/** Milliseconds. */
const LEAST_BETWEEN = 200

function View(props: SessionViewProps): VNode {
  const { detail, now, moment, onMoment } = props
  const { row, messages, definition, forgotten } = detail
  const root = useRef<HTMLElement>(null)
  const size = useSize(root)
  const frames = useFrames(PARTS)
  const found = useMemo(() => findMoment(messages, moment, forgotten), [messages, moment, forgotten])
  const index = found?.index
  const shown = useMemo(() => momentIn(detail, index), [messages, detail.taken, index])
  const inChart = useMemo(() => shown ?? storedMoment(detail), [shown, detail.stored?.value])
  const seen = useMemo(() => seenUntil(messages, index), [messages, index])
  const failures = useMemo(() => failuresOf(seen), [seen])
  const panels = panelsOf({ detail, index, seen, failures, shown, now, onIndex })
  const layout = size && layoutFor(size.width)
  const hasPart = (part: number) => layout !== undefined && frames >= part
  const chart = <ChartPanel key="chart" definition={definition} moment={inChart} />

  function onIndex(to: number | undefined): void {
    const message = to === undefined ? undefined : messages[to]
    onMoment(message && momentOf(message))
  }

  return (
    <article ref={root} class="session" data-width={layout} aria-label={`Session ${row.name}`}>
      <SessionHead {...props} exports={exportsOf(detail, inChart, now)} />
      {messages.length > 0 && (
        <MomentBar
          messages={messages}
          index={index}
          isForgotten={found?.isHeld === false}
          forgotten={forgotten}
          isOver={isOver(row)}
          now={now}
          onIndex={onIndex}
        />
      )}
      <div class="session-parts">
        {hasPart(2) && layout === 'wide' && chart}
        {hasPart(1) && (
          <TimelinePanel key="timeline" detail={detail} index={index} now={now} onIndex={onIndex} />
        )}
        {hasPart(2) && layout === 'medium' && chart}
        {!hasPart(PARTS) ? null : layout === 'wide' ? (
          <>
            <Stack panels={panels.filter(({ title }) => FIRST_COLUMN.has(title))} />
            <Stack panels={panels.filter(({ title }) => !FIRST_COLUMN.has(title))} />
          </>
        ) : (
          <Tabs
            panels={layout === 'narrow' ? [{ title: 'Chart', content: chart }, ...panels] : panels}
            first={layout === 'narrow' && definition !== undefined ? 'Chart' : firstPanel(props)}
          />
        )}
      </div>
    </article>
  )
}

/** Below the head there come, a frame each: the timeline, the chart, the panels. */
const PARTS = 3

const FIRST_COLUMN: ReadonlySet<string> = new Set(['Guards', 'Log'])

/** What a person who opens the session most likely asks. */
function firstPanel({ detail: { row, messages } }: SessionViewProps): string {
  if (row.status === 'failed' || row.status === 'quarantined') return 'Error'
  return messages.length === 0 ? 'Stored' : 'Guards'
}

const layoutFor = (width: number) => (width < MEDIUM ? 'narrow' : width < WIDE ? 'medium' : 'wide')

/** CSS pixels, from which there are two columns, and three. */
const MEDIUM = 860
const WIDE = 1500
