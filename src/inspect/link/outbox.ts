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

  /** Puts in line what is held and was not: a part of it, where that is much. */
  const catchUp = (to: Connection) => {
    while (to.isBehind && waitingIn(to) < MOST_AT_ONCE) {
      const messages = inspector.messages({ after: to.last, most: MOST_AT_ONCE })
      messages.forEach((message) => tallies.follow(message))
      // An inspector holds no gaps.
      to.waiting.push(...(messages as readonly ToldMessage[]))
      const last = messages.at(-1)
      if (last === undefined) endCatchUp(to)
      else to.last = last.seq
    }
  }

  const endCatchUp = (to: Connection) => {
    const incomplete = inspector
      .sessions()
      .filter(({ forgotten }) => forgotten > 0)
      .map(({ sessionId }) => sessionId)
    to.last = Math.max(to.last, tallies.last)
    to.isBehind = false
    to.waiting.push(...tallies.of(incomplete), { type: 'caughtUp', seq: to.last })
  }

  const takeBatch = (from: Connection): readonly string[] => {
    const texts: string[] = []
    let length = 0
    while (length < LONGEST_BATCH && waitingIn(from) > 0) {
      const text = JSON.stringify(from.waiting[from.taken++])
      texts.push(text)
      length += text.length
    }
    if (waitingIn(from) === 0) {
      from.waiting = []
      from.taken = 0
    }
    return texts
  }

  const sendNext = (to: Connection) => {
    if (waitingIn(to) === 0) catchUp(to)
    to.isSending = waitingIn(to) > 0
    if (!to.isSending) {
      onIdle()
      return
    }
    to.send(takeBatch(to), () => goOn(to))
  }

  /** What is sent at once may be done in the same turn of the event loop: the program has its turns in between. */
  const goOn = (to: Connection) => {
    const now = clock.monotonic()
    const next = () => {
      if (to === connection) sendNext(to)
    }
    if (now - to.turn < LONGEST_TURN) {
      next()
      return
    }
    clock.setTimer(
      () => {
        to.turn = clock.monotonic()
        next()
      },
      0,
      true,
    )
  }

  const sendSoon = (to: Connection) => {
    if (to.isSending) return
    cancelTimer ??= clock.setTimer(
      () => {
        cancelTimer = undefined
        to.turn = clock.monotonic()
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
      if (waitingIn(connection) >= limit) connection.isBehind = true
      if (connection.isBehind || message.type === 'dropped') return
      connection.last = message.seq
      connection.waiting.push(message)
      sendSoon(connection)
    },

    open(send, after) {
      connection = {
        send,
        last: after,
        waiting: [],
        taken: 0,
        isBehind: true,
        isSending: false,
        turn: clock.monotonic(),
      }
      sendNext(connection)
    },

    close() {
      connection = undefined
    },

    flush() {
      if (connection === undefined) return
      const { send } = connection
      while (connection.isBehind || waitingIn(connection) > 0) {
        catchUp(connection)
        send(takeBatch(connection), () => {})
      }
    },

    get isIdle() {
      return connection !== undefined && !connection.isSending && waitingIn(connection) === 0
    },
  }
}

interface Connection {
  readonly send: SendBatch
  /** Of the messages that are in line or were sent. */
  last: number
  waiting: LinkedMessage[]
  /** How many of these were sent. */
  taken: number
  /** More has happened than may wait. */
  isBehind: boolean
  isSending: boolean
  /** When the event loop last had a turn, by the monotonic clock. */
  turn: number
}

const waitingIn = ({ waiting, taken }: Connection): number => waiting.length - taken

/** Characters; a longer message goes alone. */
const LONGEST_BATCH = 32_768

/** Messages that are read again together. */
const MOST_AT_ONCE = 1000

/** Milliseconds. */
const LONGEST_TURN = 5

/** Milliseconds: what a process that is killed can lose. */
const LONGEST_WAIT = 10
