import './session.css'

import type { VNode } from 'preact'
import { useMemo, useRef } from 'preact/hooks'

import { ChartPanel } from './chart/chart-panel.tsx'
import { exportsOf } from './head/exports-of.ts'
import { SessionHead } from './head/session-head.tsx'
import { useSize } from './hooks/use-size.ts'
import { momentIn, storedMoment } from './moment/chart-moment.ts'
import { MomentBar } from './moment/moment-bar.tsx'
import { indexOfMoment, momentOf } from './moment/moments.ts'
import { panelsOf } from './panels-of.tsx'
import { adoptStyles } from './parts/adopt-styles.ts'
import { Stack, Tabs } from './parts/panels.tsx'
import type { SessionViewProps } from './session-view-props.ts'
import { TimelinePanel } from './timeline/timeline-panel.tsx'

adoptStyles()

/** One session: what it came to, where it is in its chart, what it did when, and every step back to its beginning. */
export const SessionView = (props: SessionViewProps): VNode => <View key={props.sessionKey} {...props} />

function View(props: SessionViewProps): VNode {
  const { detail, now, moment, onMoment } = props
  const { row, messages, definition } = detail
  const root = useRef<HTMLElement>(null)
  const { width } = useSize(root) ?? { width: 0 }
  const index = useMemo(() => indexOfMoment(messages, moment), [messages, moment])
  const shown = useMemo(() => momentIn(detail, index), [messages, detail.taken, index])
  const inChart = useMemo(() => shown ?? storedMoment(detail), [shown, detail.stored?.value])
  const panels = panelsOf({ detail, index, shown, now, onIndex })
  const layout = layoutFor(width)
  const chart = <ChartPanel key="chart" definition={definition} moment={inChart} />
  const isOver = row.endedAt !== undefined || HAS_ENDED.has(row.status)

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
          forgotten={detail.forgotten}
          isOver={isOver}
          onIndex={onIndex}
        />
      )}
      <div class="session-parts">
        {layout === 'wide' && chart}
        <TimelinePanel key="timeline" detail={detail} index={index} now={now} onIndex={onIndex} />
        {layout === 'medium' && chart}
        {layout === 'wide' ? (
          <>
            <Stack panels={panels.filter(({ title }) => FIRST_COLUMN.has(title))} />
            <Stack panels={panels.filter(({ title }) => !FIRST_COLUMN.has(title))} />
          </>
        ) : (
          <Tabs panels={panels} first={firstPanel(props)} />
        )}
        {layout === 'narrow' && chart}
      </div>
    </article>
  )
}

const HAS_ENDED: ReadonlySet<string> = new Set([
  'done',
  'failed',
  'cancelled',
  'stopped',
  'quarantined',
  'lost',
])

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
