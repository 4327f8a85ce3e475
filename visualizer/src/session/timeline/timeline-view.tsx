import { drawTimeline } from 'holdfast/drawing'
import type { Timeline, TimelineBar } from 'holdfast/drawing'
import type { VNode } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'

import { localTime } from '../../words/times.ts'
import { useSize } from '../hooks/use-size.ts'
import { useWheel } from '../hooks/use-wheel.ts'
import { svgElement } from '../parts/svg-element.ts'
import { indexBy, nextBar } from './bar-at.ts'
import type { Drawn } from './bar-at.ts'
import { plotOf, timeAt } from './plot.ts'
import { panRange, rangeBetween, rangeWith, zoomRange } from './time-range.ts'
import type { TimeRange } from './time-range.ts'
import { withChosen } from './with-chosen.ts'

interface TimelineViewProps {
  readonly timeline: Timeline
  /** What it was made of: messages, or the lines of a history. */
  readonly told: readonly { readonly at: number }[]
  readonly index: number | undefined
  /** What is shown; undefined for all of it. */
  readonly range: TimeRange | undefined
  /** The place of the bar that is chosen; -1 for none. */
  readonly chosen: number
  /** What is said where none is. */
  readonly blank: string
  readonly now: number
  readonly describe: (bar: TimelineBar) => string
  readonly onRange: (range: TimeRange | undefined) => void
  /** The pointer is on something, or on nothing. */
  readonly onPoint: (drawn: Drawn | undefined) => void
  /** A message is chosen, or a line of the history. */
  readonly onPick: (index: number) => void
  readonly onZoom: (factor: number) => void
}

/** The drawing of a timeline, in which moments are picked and ranges selected. */
export function TimelineView(props: TimelineViewProps): VNode {
  const { timeline, told, index, chosen, blank, now, describe, onRange, onPoint, onPick, onZoom } = props
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box) ?? { width: 0 }
  const [selection, setSelection] = useState<Drag>()
  // A click may be over before it is rendered.
  const drag = useRef<Drag | undefined>(undefined)
  const at = index === undefined ? undefined : told[index]?.at
  const range = useMemo(
    () => (props.range && at !== undefined ? rangeWith(props.range, at, timeline) : props.range),
    [props.range, at, timeline],
  )
  const drawing = useMemo(
    () =>
      width === 0
        ? undefined
        : drawTimeline(timeline, {
            width,
            now,
            clock: (time) => localTime(time, now),
            ...range,
            ...(at !== undefined && { at }),
          }),
    [timeline, width, now, range, at],
  )
  const plot = plotOf(width, range ?? timeline)
  const bar = timeline.bars[chosen]

  useWheel(box, (event, x) => {
    const shown = { from: plot.from, to: plot.to }
    const aside = event.shiftKey ? event.deltaY : event.deltaX
    if (event.ctrlKey || event.metaKey) {
      onRange(zoomRange(shown, event.deltaY < 0 ? 0.8 : 1.25, timeAt(plot, x), timeline))
    } else if (range !== undefined && aside !== 0) {
      onRange(panRange(shown, (aside / plot.width) * (shown.to - shown.from), timeline))
    } else return false
    return true
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = nextBar(timeline.bars, chosen, event.key)
    if (next !== undefined) onPick(timeline.bars[next]?.index ?? 0)
    else if (event.key === '+' || event.key === '=') onZoom(0.5)
    else if (event.key === '-') onZoom(2)
    else if (event.key === '0') onRange(undefined)
    else return
    event.preventDefault()
  }

  const xOf = (event: PointerEvent & { readonly currentTarget: HTMLElement }) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left

  const dragTo = (next: Drag | undefined) => {
    drag.current = next
    setSelection(next && isSelection(next) ? next : undefined)
  }

  const onPointerUp = () => {
    const { current: done } = drag
    if (done === undefined) return
    dragTo(undefined)
    const { from, to, picked } = done
    if (isSelection(done)) onRange(rangeBetween(timeAt(plot, from), timeAt(plot, to), timeline) ?? range)
    else onPick(picked ?? indexBy(told, timeAt(plot, to)))
  }

  return (
    <div
      ref={box}
      class="session-timeline-box"
      role="slider"
      aria-label="Timeline: arrow keys go from bar to bar"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, timeline.bars.length - 1)}
      aria-valuenow={Math.max(0, chosen)}
      aria-valuetext={bar === undefined ? blank : describe(bar)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const x = xOf(event)
        dragTo({ from: x, to: x, picked: drawnAt(event.target)?.index })
      }}
      onPointerMove={(event) => {
        if (drag.current === undefined) onPoint(drawnAt(event.target))
        else dragTo({ ...drag.current, to: xOf(event) })
      }}
      onPointerLeave={() => onPoint(undefined)}
      onPointerUp={onPointerUp}
      onPointerCancel={() => dragTo(undefined)}
    >
      {drawing && svgElement(withChosen(drawing, bar))}
      {selection && (
        <div
          class="session-selection"
          style={{
            left: `${Math.min(selection.from, selection.to)}px`,
            width: `${Math.abs(selection.to - selection.from)}px`,
          }}
        />
      )}
    </div>
  )
}

/** Pixels from the left. */
interface Drag {
  readonly from: number
  readonly to: number
  /** Of the bar, or the mark, at which it began. */
  readonly picked: number | undefined
}

/** A click is not quite steady. */
const isSelection = ({ from, to }: Drag) => Math.abs(to - from) > 4

/** What an element of the drawing belongs to. */
function drawnAt(target: EventTarget | null): Drawn | undefined {
  const drawn = target instanceof Element ? target.closest('[data-index]') : null
  if (drawn === null) return undefined
  return { index: Number(drawn.getAttribute('data-index')), isOpen: drawn.classList.contains('is-open') }
}
