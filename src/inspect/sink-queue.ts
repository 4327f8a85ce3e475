import { isThenable } from '../awaitable.ts'
import { microtask } from '../time.ts'
import type { InspectorMessage, InspectorSink } from './message.ts'

/** The messages on their way to one sink. */
export interface SinkQueue {
  /** Takes a message; it is sent in a microtask of its own. */
  push(message: InspectorMessage): void
  /** Sends what is left, at once as far as the sink is as quick, and closes the sink. */
  close(): Promise<void>
}

/**
 * Keeps what a slow sink cannot take yet, up to a limit; of what comes then it is told the number, in its place.
 *
 * @param onLost - told of each message that the sink will not get, or refused
 */
export function createSinkQueue(sink: InspectorSink, limit: number, onLost: () => void): SinkQueue {
  const queue: InspectorMessage[] = []
  let lost = 0
  let lastLost: InspectorMessage | undefined
  let isScheduled = false
  let sending: Promise<void> | undefined
  let closing: Promise<void> | undefined

  const push = (message: InspectorMessage) => {
    if (sending !== undefined && queue.length >= limit) {
      lose(message)
      return
    }
    tellLost()
    queue.push(message)
    if (isScheduled) return
    isScheduled = true
    void microtask.then(startScheduled)
  }

  const lose = (message: InspectorMessage) => {
    lost++
    lastLost = message
    onLost()
  }

  const startScheduled = () => {
    isScheduled = false
    start()
  }

  /** What comes next follows the gap. */
  const tellLost = () => {
    if (lastLost === undefined) return
    const { seq, at } = lastLost
    queue.push({ type: 'dropped', seq, at, count: lost })
    lost = 0
    lastLost = undefined
  }

  /** Sends until the sink wants to be awaited; until then nothing is asynchronous. */
  const start = () => {
    while (sending === undefined) {
      const message = next()
      if (message === undefined) return
      const sent = offer(message)
      if (sent !== undefined) sending = goOn(sent)
    }
  }

  const goOn = async (sent: Promise<unknown>) => {
    // One turn may have told more than may wait.
    for (const message of queue.splice(limit)) lose(message)
    await sent
    // In order, and no faster than the sink.
    // oxlint-disable-next-line no-await-in-loop
    for (let message = next(); message !== undefined; message = next()) await offer(message)
    sending = undefined
  }

  const next = () => {
    if (queue.length === 0) tellLost()
    return queue.shift()
  }

  const offer = (message: InspectorMessage): Promise<unknown> | undefined => {
    try {
      const sent = sink.send(message)
      return isThenable(sent) ? Promise.resolve(sent).catch(onLost) : undefined
    } catch {
      onLost()
      return undefined
    }
  }

  const close = async () => {
    start()
    // A sink that nobody has to wait for is closed at once: the process may be about to exit.
    if (sending !== undefined) await sending
    try {
      await sink.close?.()
    } catch {
      // It is gone either way.
    }
  }

  return { push, close: () => (closing ??= close()) }
}
