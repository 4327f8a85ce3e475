import type { Timeline, TimelineBar } from 'holdfast/drawing'
import type { InspectorMessage } from 'holdfast/inspect'

/**
 * The place of the bar that ends at a moment, or of which the moment tells the end; or else of the one that it is in, or
 * that comes after it. For a session as it is now that of the last one, but no hook, which tells less.
 */
export function barAt(bars: readonly TimelineBar[], index: number | undefined): number {
  if (index === undefined) {
    const last = bars.findLastIndex(({ kind }) => kind !== 'hook')
    return last === -1 ? bars.length - 1 : last
  }
  // The event by which a step ends comes after what the step took.
  const ended = bars.findIndex((bar) => bar.index === index)
  const before = bars.findLastIndex((bar) => bar.index === index - 1 && bar.kind !== 'state' && !bar.isOpen)
  if (ended === -1 && before !== -1) return before
  const later = bars.filter((bar) => bar.index >= index)
  const next = Math.min(...later.map((bar) => bar.index))
  return later.length === 0 ? bars.length - 1 : bars.findIndex((bar) => bar.index === next)
}

/** Whether a message tells how a session began of which what came next is no longer held: no bar is near. */
export const isBefore = ({ hasGap }: Timeline, message: InspectorMessage | undefined): boolean =>
  hasGap === true && message?.type === 'session'

/** The place of the bar that is drawn for a message, or for what has gone on since. */
export const placeOf = (bars: readonly TimelineBar[], { index, isOpen }: Drawn): number =>
  isOpen ? bars.findIndex((bar) => bar.isOpen) : barAt(bars, index)

/** A bar, or a mark, of a drawing. */
export interface Drawn {
  /** Of the message, or the line of the history, that it stands for. */
  readonly index: number
  readonly isOpen: boolean
}

/** The last message, or line of the history, that was told by then. */
export const indexBy = (told: readonly { readonly at: number }[], at: number): number =>
  Math.max(
    0,
    told.findLastIndex((each) => each.at <= at),
  )

/** The place of the bar to which a key leads; undefined for other keys. */
export function nextBar(bars: readonly TimelineBar[], place: number, key: string): number | undefined {
  const last = bars.length - 1
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    Home: 0,
    End: last,
  }
  const next = places[key]
  return next === undefined || last < 0 ? undefined : Math.max(0, Math.min(next, last))
}
