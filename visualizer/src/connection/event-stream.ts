import type { Hello, Update } from 'holdfast/visualizer'

import type { PageClock } from '../state/page-clock.ts'

/** The one connection by which the server tells what changes. */
export interface EventStream {
  /** Tells of this session from now on, and of no other. */
  readonly watch: (session: string | undefined) => void
  /** Tries to connect now, rather than when it would have tried again. */
  readonly tryNow: () => void
  /** Has no connection, until it goes on. */
  readonly rest: () => void
  /** Connects, if it rests. */
  readonly goOn: () => void
}

export interface EventStreamOptions {
  readonly clock: PageClock
  readonly session: string | undefined
  readonly onHello: (hello: Hello, circumstances: Circumstances) => void
  readonly onUpdate: (update: Update) => void
  /** It is cut off; it tries again, unless this says that there is no use. */
  readonly onCut: () => Promise<'retry' | 'give up'>
}

interface Circumstances {
  /** Nothing was cut off: it is another connection because another session is watched. */
  readonly isOwnDoing: boolean
}

/** Connects; goes on after what it was told last, whatever it was cut off by. */
export function openEventStream({
  clock,
  onHello,
  onUpdate,
  onCut,
  ...options
}: EventStreamOptions): EventStream {
  let session = options.session
  let lastEventId = ''
  let cuts = 0
  let isResting = false
  let source: EventSource
  let cancelRetry = () => {}

  const read = (event: MessageEvent<string>) => {
    if (event.lastEventId !== '') lastEventId = event.lastEventId
    return JSON.parse(event.data)
  }

  function connect(isOwnDoing = false): void {
    cancelRetry()
    let circumstances: Circumstances = { isOwnDoing }
    const parameters = new URLSearchParams()
    if (session !== undefined) parameters.set('session', session)
    if (lastEventId !== '') parameters.set('after', lastEventId)
    source = new EventSource(`api/events?${parameters}`)
    source.addEventListener('hello', (event) => {
      cuts = 0
      onHello(read(event), circumstances)
      // Another one within the connection has other causes.
      circumstances = { isOwnDoing: false }
    })
    source.addEventListener('update', (event) => onUpdate(read(event)))
    source.addEventListener('error', () => void retry())
  }

  async function retry(): Promise<void> {
    // The browser's own way to try again would ask for the session of this connection, not for the one of then.
    source.close()
    const cut = source
    const decision = await onCut()
    if (decision === 'give up' || source !== cut || isResting) return
    cancelRetry = clock.setTimer(connect, RETRY_AFTER[cuts++] ?? LONGEST_RETRY)
  }

  function reconnect(isOwnDoing = false): void {
    source.close()
    connect(isOwnDoing)
  }

  connect()
  return {
    watch(next) {
      if (next === session) return
      session = next
      if (!isResting) reconnect(true)
    },
    tryNow: () => reconnect(),
    rest() {
      isResting = true
      cancelRetry()
      source.close()
    },
    goOn() {
      if (!isResting) return
      isResting = false
      connect()
    },
  }
}

/** Milliseconds, as is the next one. */
const RETRY_AFTER = [250, 500, 1000, 2000]
const LONGEST_RETRY = 3000
