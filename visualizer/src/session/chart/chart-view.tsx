import { drawChart } from 'holdfast/drawing'
import type { ChartLayout, ChartMoment } from 'holdfast/drawing'
import { h } from 'preact'
import type { VNode } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'

import { useSize } from '../hooks/use-size.ts'
import { useWheel } from '../hooks/use-wheel.ts'
import { svgChild } from '../parts/svg-element.ts'
import { chartFocus, scrollToShow, zoomCentre } from './chart-focus.ts'
import { FIT, scaleOf, scrollToKeep, zoomBy } from './zoom.ts'
import type { Zoom } from './zoom.ts'

interface ChartViewProps {
  readonly layout: ChartLayout
  readonly moment: ChartMoment | undefined
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
}

/** The drawing of a chart, in a box in which it can be moved. */
export function ChartView({ layout, moment, zoom, onZoom }: ChartViewProps): VNode {
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const drawing = useMemo(() => drawChart(layout, moment), [layout, moment])
  const content = useMemo(() => drawing.children.map(svgChild), [drawing])
  const scale = size && scaleOf(zoom, layout, size)

  /** The point that stays where it is while the zoom changes; undefined where no pointer says so. */
  const kept = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined)
  const scaleBefore = useRef(scale)
  /** The person has moved the chart, and is not to lose what is looked at. */
  const isMoved = useRef(false)
  const markMoved = () => {
    isMoved.current = true
  }

  useLayoutEffect(() => {
    const { current: element } = box
    const { current: before } = scaleBefore
    scaleBefore.current = scale
    if (element === null || before === undefined || scale === undefined) return
    const { clientWidth: width, clientHeight: height } = element
    const scrolled = {
      x: element.scrollLeft - marginOf(layout.width * before, width),
      y: element.scrollTop - marginOf(layout.height * before, height),
    }
    const centre = kept.current ?? zoomCentre(chartFocus(layout, moment), before, { width, height }, scrolled)
    element.scrollLeft = scrollToKeep(scrolled.x, centre.x, before, scale)
    element.scrollTop = scrollToKeep(scrolled.y, centre.y, before, scale)
    kept.current = undefined
  }, [scale])

  useWheel(box, ({ ctrlKey, metaKey, deltaY }, x, y) => {
    markMoved()
    if (!ctrlKey && !metaKey) return false
    kept.current = { x, y }
    onZoom(zoomBy(zoom, deltaY < 0 ? 1 : -1))
    return true
  })

  const isShown = scale !== undefined
  const active = moment?.activeStates.join()
  /** At first it is in the middle; later that would only make the chart restless. */
  const wasShown = useRef(false)
  useLayoutEffect(() => {
    const { current: element } = box
    if (element === null || scale === undefined || isMoved.current) return
    const place = scrollToShow(chartFocus(layout, moment), scale, {
      width: element.clientWidth,
      height: element.clientHeight,
    })
    if (place === undefined || (wasShown.current && isActiveInSight(element))) return
    element.scrollTo({ left: place.x, top: place.y })
    wasShown.current = true
  }, [active, isShown])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (SCROLLS.has(event.key)) return markMoved()
    if (event.key === '+' || event.key === '=') onZoom(zoomBy(zoom, 1))
    else if (event.key === '-') onZoom(zoomBy(zoom, -1))
    else if (event.key === '0') onZoom(FIT)
    else return undefined
    return event.preventDefault()
  }

  return (
    <div
      ref={box}
      class="session-chart-box"
      role="group"
      aria-label="Chart: arrow keys move it, plus and minus zoom, 0 fits it"
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => moveWithPointer(event, markMoved)}
      onTouchMove={markMoved}
    >
      {scale !== undefined &&
        h(
          drawing.tag,
          { ...drawing.attributes, width: layout.width * scale, height: layout.height * scale },
          content,
        )}
    </div>
  )
}

/** What is smaller than its box is in its middle. */
const marginOf = (drawn: number, box: number) => Math.max((box - drawn) / 2, 0)

/** Keys by which a browser scrolls. */
const SCROLLS: ReadonlySet<string> = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  ' ',
])

/** Drags what is in a box, as long as the pointer is down. */
function moveWithPointer(
  event: PointerEvent & { readonly currentTarget: HTMLElement },
  onMoved: () => void,
): void {
  const { currentTarget: element, pointerId, pointerType, button } = event
  // Fingers scroll it by themselves.
  if (button !== 0 || pointerType === 'touch') return
  const onMove = ({ movementX, movementY }: PointerEvent) => {
    element.scrollBy(-movementX, -movementY)
    onMoved()
  }
  const onUp = () => {
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('pointerup', onUp)
    element.removeEventListener('pointercancel', onUp)
  }
  element.setPointerCapture(pointerId)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('pointerup', onUp)
  element.addEventListener('pointercancel', onUp)
}

/** Of active states within one another, the innermost. */
function isActiveInSight(box: HTMLElement): boolean {
  const state = [...box.querySelectorAll('.is-active')].at(-1)
  if (state === undefined) return false
  const inner = state.getBoundingClientRect()
  const outer = box.getBoundingClientRect()
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  )
}
