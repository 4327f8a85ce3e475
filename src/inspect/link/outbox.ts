import type { Clock } from '../../time.ts'
import type { Inspector } from '../create-inspector.ts'
import type { InspectorMessage, ToldMessage } from '../message.ts'
import { createTallies } from './tallies.ts'
import type { LinkedMessage } from './wire.ts'

/** The messages on their way to a visualizer: none is missing that is held, and none is told twice. */
export interface Outbox {
  /** Something has happened. */
  push(message: InspectorMessage): void
  /**
   * There is a connection.
   *
   * @param after - the last number that the other side holds
   */
  open(send: SendBatch, after: number): void
  /** There is no connection any more: what is lost on the way is told again by the next one. */
  close(): void
  /** Sends all that waits, at once, however slow the other side is. */
  flush(): void
  /** Nothing waits, and nothing is on its way. */
  readonly isIdle: boolean
}

/** Sends messages that were written already; `done` says that they have left the process. */
type SendBatch = (texts: readonly string[], done: () => void) => void

export interface OutboxOptions {
  readonly inspector: Pick<Inspector, 'messages' | 'sessions'>
  readonly clock: Clock
  /** How many messages wait for a slow visualizer; what comes then is read again from what the inspector holds. */
  readonly limit: number
  readonly onIdle: () => void
}

export function createOutbox({ inspector, clock, limit, onIdle }: OutboxOptions): Outbox {
  const tallies = createTallies(() => inspector.sessions().map(({ sessionId }) => sessionId))
  let connection: Connection | undefined
  let cancelTimer: (() => void) | undefined

  inspector.messages().forEach((message) => tallies.follow(message))

  /** Puts in line all that is held and was not. */
  const catchUp = (to: Connection) => {
    const messages = inspector.messages({ after: to.last })
    messages.forEach((message) => tallies.follow(message))
    const incomplete = inspector
      .sessions()
      .filter(({ forgotten }) => forgotten > 0)
      .map(({ sessionId }) => sessionId)
    to.last = Math.max(to.last, tallies.last)
    to.isBehind = false
    to.waiting = [
      ...to.waiting,
      // An inspector holds no gaps.
      ...(messages as readonly ToldMessage[]),
      ...tallies.of(incomplete),
      { type: 'caughtUp', seq: to.last },
    ]
  }

  const takeBatch = (from: Connection): readonly string[] => {
    const texts: string[] = []
    let length = 0
    while (length < LONGEST_BATCH && texts.length < from.waiting.length) {
      const text = JSON.stringify(from.waiting[texts.length])
      texts.push(text)
      length += text.length
    }
    from.waiting = from.waiting.slice(texts.length)
    return texts
  }

  const sendNext = (to: Connection) => {
    if (to.isBehind && to.waiting.length === 0) catchUp(to)
    to.isSending = to.waiting.length > 0
    if (!to.isSending) {
      onIdle()
      return
    }
    to.send(takeBatch(to), () => {
      if (to === connection) sendNext(to)
    })
  }

  const sendSoon = (to: Connection) => {
    if (to.isSending) return
    cancelTimer ??= clock.setTimer(
      () => {
        cancelTimer = undefined
        if (to === connection && !to.isSending) sendNext(to)
      },
      LONGEST_WAIT,
      true,
    )
  }

  return {
    push(message) {
      tallies.follow(message)
      if (connection === undefined || message.seq <= connection.last) return
      if (connection.waiting.length >= limit) connection.isBehind = true
      if (connection.isBehind || message.type === 'dropped') return
      connection.last = message.seq
      connection.waiting.push(message)
      sendSoon(connection)
    },

    open(send, after) {
      connection = { send, last: after, waiting: [], isBehind: true, isSending: false }
      sendNext(connection)
    },

    close() {
      connection = undefined
    },

    flush() {
      if (connection === undefined) return
      const { send } = connection
      if (connection.isBehind) catchUp(connection)
      while (connection.waiting.length > 0) send(takeBatch(connection), () => {})
    },

    get isIdle() {
      return connection !== undefined && !connection.isSending && connection.waiting.length === 0
    },
  }
}

interface Connection {
  readonly send: SendBatch
  /** Of the messages that are in line or were sent. */
  last: number
  waiting: LinkedMessage[]
  /** More has happened than may wait. */
  isBehind: boolean
  isSending: boolean
}

/** Characters; a longer message goes alone. */
const LONGEST_BATCH = 262_144

/** Milliseconds: what a process that is killed can lose. */
const LONGEST_WAIT = 10
