import { drawChart } from 'holdfast/drawing'
import type { ChartLayout, ChartMoment } from 'holdfast/drawing'
import { h } from 'preact'
import type { VNode } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'

import { useSize } from '../hooks/use-size.ts'
import { useWheel } from '../hooks/use-wheel.ts'
import { svgChild } from '../parts/svg-element.ts'
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

  /** The point that stays where it is while the zoom changes. */
  const kept = useRef<KeptPoint | undefined>(undefined)

  const zoomTo = (steps: number, point?: { readonly x: number; readonly y: number }) => {
    if (scale === undefined || size === undefined) return
    kept.current = { ...(point ?? { x: size.width / 2, y: size.height / 2 }), scale }
    onZoom(zoomBy(zoom, steps))
  }

  useLayoutEffect(() => {
    const { current: element } = box
    if (element === null || kept.current === undefined || scale === undefined) return
    const { x, y, scale: before } = kept.current
    element.scrollLeft = scrollToKeep(element.scrollLeft, x, before, scale)
    element.scrollTop = scrollToKeep(element.scrollTop, y, before, scale)
    kept.current = undefined
  }, [scale])

  useWheel(box, ({ ctrlKey, metaKey, deltaY }, x, y) => {
    if (!ctrlKey && !metaKey) return false
    zoomTo(deltaY < 0 ? 1 : -1, { x, y })
    return true
  })

  const isShown = scale !== undefined
  useLayoutEffect(() => {
    if (box.current !== null) showActive(box.current)
  }, [moment, isShown])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') zoomTo(1)
    else if (event.key === '-') zoomTo(-1)
    else if (event.key === '0') onZoom(FIT)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={box}
      class="session-chart-box"
      role="group"
      aria-label="Chart: arrow keys move it, plus and minus zoom, 0 fits it"
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={moveWithPointer}
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

interface KeptPoint {
  readonly x: number
  readonly y: number
  /** What it was before. */
  readonly scale: number
}

/** Drags what is in a box, as long as the pointer is down. */
function moveWithPointer(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
  const { currentTarget: element, pointerId, pointerType, button } = event
  // Fingers scroll it by themselves.
  if (button !== 0 || pointerType === 'touch') return
  const onMove = ({ movementX, movementY }: PointerEvent) => element.scrollBy(-movementX, -movementY)
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

/** Brings the state that is active into sight, the innermost of those within one another. */
function showActive(box: HTMLElement): void {
  const state = [...box.querySelectorAll('.is-active')].at(-1)
  if (state === undefined) return
  const inner = state.getBoundingClientRect()
  const outer = box.getBoundingClientRect()
  const overX = beyond(inner.left, inner.right, outer.left, outer.right)
  const overY = beyond(inner.top, inner.bottom, outer.top, outer.bottom)
  if (overX !== 0 || overY !== 0) box.scrollBy({ left: overX, top: overY })
}

const beyond = (from: number, to: number, first: number, last: number) =>
  from < first ? from - first - MARGIN : to > last ? to - last + MARGIN : 0

/** Pixels between a state that is brought into sight and the edge. */
const MARGIN = 16
