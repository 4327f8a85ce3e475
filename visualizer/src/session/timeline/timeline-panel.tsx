import type { Timeline, TimelineBar } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'
import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { useTicking } from '../hooks/use-ticking.ts'
import { Section } from '../parts/section.tsx'
import { ZoomButtons } from '../parts/zoom-buttons.tsx'
import { barAt, isBefore, placeOf } from './bar-at.ts'
import { describeBar } from './describe-bar.ts'
import { zoomCenter, zoomRange } from './time-range.ts'
import type { TimeRange } from './time-range.ts'
import { isStill, timelineIn } from './timeline-in.ts'
import { TimelineView } from './timeline-view.tsx'

interface TimelinePanelProps {
  readonly detail: SessionDetail
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
  readonly now: () => number
  readonly onIndex: (index: number) => void
}

/** What the session did when: its attempts and sleeps, hooks, and the states of other machines. */
export function TimelinePanel({ detail, index, now, onIndex }: TimelinePanelProps): VNode {
  const { row, messages, stored } = detail
  const [range, setRange] = useState<TimeRange>()
  const [pointed, setPointed] = useState<number>()
  const [picked, setPicked] = useState<number>()
  const ends = isStill(row)
  const ticking = useTicking(now, ends ? undefined : TICK)
  const time = ends ? row.changedAt : ticking
  const timeline = useMemo(() => timelineIn(detail, time) ?? NOTHING, [detail, time])
  const { bars } = timeline
  const isInGap = index !== undefined && isBefore(timeline, messages[index])
  const chosen = isInGap
    ? -1
    : messages.length === 0
      ? (picked ?? barAt(bars, undefined))
      : barAt(bars, index)
  const told = bars[pointed ?? chosen]
  const describe = (bar: TimelineBar) => describeBar(bar, row, now())
  const blank = isInGap ? GAP : 'Nothing has happened yet.'
  const readout = told === undefined ? blank : describe(told)
  const zoom = (factor: number) => {
    const { from, to } = range ?? timeline
    const isNow = !timeline.isOver && (messages.length === 0 ? picked : index) === undefined
    const looked = isNow ? { from: time, to: time } : bars[chosen]
    setRange(zoomRange({ from, to }, factor, zoomCenter({ from, to }, looked), timeline))
  }

  return (
    <Section
      title="Timeline"
      class="session-timeline"
      tools={
        <>
          <p class="session-readout" title={readout}>
            {readout}
          </p>
          <ZoomButtons
            labels={LABELS}
            onOut={() => zoom(2)}
            onIn={() => zoom(0.5)}
            all={{ text: 'All', title: 'All (0)', isOn: range === undefined }}
            onAll={() => setRange(undefined)}
          />
        </>
      }
    >
      <TimelineView
        timeline={timeline}
        told={messages.length === 0 ? (stored?.history ?? []) : messages}
        index={messages.length === 0 ? undefined : index}
        range={range}
        chosen={chosen}
        blank={blank}
        now={time}
        describe={describe}
        onRange={setRange}
        onPoint={(drawn) => setPointed(drawn && placeOf(bars, drawn))}
        onPick={(message) => {
          setPicked(barAt(bars, message))
          if (messages.length > 0) onIndex(message)
        }}
        onZoom={zoom}
      />
    </Section>
  )
}

const GAP = 'What came before is not held.'

const LABELS = { out: 'Show more of the timeline', in: 'Show less of the timeline' }

const NOTHING: Timeline = { from: 0, to: 0, bars: [], marks: [], isOver: true }

/** Milliseconds between two drawings of what goes on. */
const TICK = 1000
