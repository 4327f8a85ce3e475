import type { TimelineBar } from './timeline.ts'

/** Bars of one lane that are drawn as one. */
export interface GatheredBars {
  /** The one that says most: the last that failed, or was cut, or else the last. */
  readonly bar: TimelineBar
  readonly bars: readonly TimelineBar[]
}

/**
 * Gathers those bars of a lane that would lie upon each other: of thousands that are narrower than can be seen there is
 * one for each place.
 *
 * @param bars - in the order in which they began
 * @param x - the place of a time; pixels
 * @param least - the least width that can be seen; pixels
 */
export function gatherBars(
  bars: readonly TimelineBar[],
  x: (time: number) => number,
  least: number,
): readonly GatheredBars[] {
  const groups: { readonly place: number | undefined; readonly bars: TimelineBar[] }[] = []
  for (const bar of bars) {
    const { from, to, isOpen } = bar
    const isSpeck = !isOpen && x(to) - x(from) < least
    const place = isSpeck ? Math.floor(x(from) / least) : undefined
    const group = groups.at(-1)
    if (place !== undefined && group?.place === place) group.bars.push(bar)
    else groups.push({ place, bars: [bar] })
  }
  return groups.map((group) => ({ bar: tellingOf(group.bars), bars: group.bars }))
}

/** Where a bar ends, or is to end while it goes on: of a sleep that is over only what came true is drawn. */
export const endOf = ({ to, isOpen, planned = to }: TimelineBar): number =>
  isOpen ? Math.max(to, planned) : to

function tellingOf(bars: readonly TimelineBar[]): TimelineBar {
  const bad =
    bars.findLast(({ outcome }) => outcome === 'failed') ?? bars.findLast(({ outcome }) => outcome === 'cut')
  // A group has one at the least.
  return bad ?? bars.at(-1)!
}
