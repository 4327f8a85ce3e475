import type { PageClock } from '../state/page-clock.ts'
import type { EventStream } from './event-stream.ts'

export interface HiddenPageOptions {
  readonly clock: PageClock
  readonly document: Pick<Document, 'hidden' | 'addEventListener'>
  readonly stream: Pick<EventStream, 'rest' | 'goOn'>
  /** Is called now and then while the stream rests. */
  readonly lookIn: () => void
}

/**
 * Lets go of the connection of a page that nobody sees: a browser has no more than six to one server, and a seventh page
 * would wait for ever.
 */
export function restWhileHidden({ clock, document, stream, lookIn }: HiddenPageOptions): void {
  let cancelTimer = () => {}

  const lookInAndWait = () => {
    cancelTimer = clock.setTimer(() => {
      lookIn()
      lookInAndWait()
    }, LOOK_IN_EVERY)
  }
  const rest = () => {
    stream.rest()
    lookInAndWait()
  }
  const turn = () => {
    cancelTimer()
    if (document.hidden) cancelTimer = clock.setTimer(rest, REST_AFTER)
    else stream.goOn()
  }

  document.addEventListener('visibilitychange', turn)
  if (document.hidden) turn()
}

/** Milliseconds, as is the next one. Long enough for a look at another tab. */
const REST_AFTER = 10_000

const LOOK_IN_EVERY = 30_000
