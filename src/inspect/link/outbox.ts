import type { Clock } from '../../time.ts'
import type { InspectedSession } from '../archive.ts'
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
  const tallies = createTallies(inspector)
  let connection: Connection | undefined
  let cancelTimer: (() => void) | undefined

  /** Puts in line a part of what is held and was not. */
  const catchUp = (to: Connection) => {
    const messages = inspector.messages({ after: to.last, most: MOST_AT_ONCE })
    // An inspector holds no gaps.
    to.waiting.push(...(messages as readonly ToldMessage[]))
    const last = messages.at(-1)
    if (last === undefined) tellTallies(to)
    else to.last = last.seq
  }

  /** Of sessions of which something is forgotten, a part; what is in line by now is all that is held. */
  const tellTallies = (to: Connection) => {
    const isAnew = to.incomplete.length === 0
    if (isAnew) to.incomplete = incompleteSince(to.tallied)
    const some = to.incomplete.splice(0, TALLIES_AT_ONCE)
    for (const { sessionId, forgotten } of some) to.tallied.set(sessionId, forgotten)
    to.waiting.push(...tallies.of(some.map(({ sessionId }) => sessionId)))
    // While they were told part by part, more may have been forgotten.
    if (isAnew && to.incomplete.length === 0) endCatchUp(to)
  }

  const incompleteSince = (tallied: ReadonlyMap<string, number>) =>
    inspector.sessions().filter(({ sessionId, forgotten }) => forgotten > (tallied.get(sessionId) ?? 0))

  const endCatchUp = (to: Connection) => {
    to.last = Math.max(to.last, tallies.last)
    to.isBehind = false
    to.tallied.clear()
    to.waiting.push({ type: 'caughtUp', seq: to.last })
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

  /** Something of it at least, where there is anything; more as long as the turn is short. */
  const catchUpInTurn = (to: Connection) => {
    const isFull = () => waitingIn(to) > 0 && (waitingIn(to) >= MOST_AT_ONCE || isLong(to))
    while (to.isBehind && !isFull()) catchUp(to)
  }

  const isLong = ({ turn }: Connection) => clock.monotonic() - turn >= LONGEST_TURN

  const sendNext = (to: Connection) => {
    if (waitingIn(to) === 0) catchUpInTurn(to)
    to.isSending = waitingIn(to) > 0
    if (!to.isSending) {
      onIdle()
      return
    }
    to.send(takeBatch(to), () => goOn(to))
  }

  /** What is sent at once may be done in the same turn of the event loop: the program has its turns in between. */
  const goOn = (to: Connection) => {
    const next = () => {
      if (to === connection) sendNext(to)
    }
    if (!isLong(to)) {
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
        incomplete: [],
        tallied: new Map(),
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
        if (waitingIn(connection) === 0) catchUp(connection)
        else send(takeBatch(connection), () => {})
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
  /** Sessions of which something is forgotten, and is still to be told. */
  incomplete: InspectedSession[]
  /** How much was forgotten of each when that was told. */
  readonly tallied: Map<string, number>
  isSending: boolean
  /** When the event loop last had a turn, by the monotonic clock. */
  turn: number
}

const waitingIn = ({ waiting, taken }: Connection): number => waiting.length - taken

/** Characters; a longer message goes alone. */
const LONGEST_BATCH = 32_768

/** Messages that are read again together. */
const MOST_AT_ONCE = 500

/** Each may count all that is held of its session. */
const TALLIES_AT_ONCE = 100

/** Milliseconds. */
const LONGEST_TURN = 3

/** Milliseconds: what a process that is killed can lose. */
const LONGEST_WAIT = 10
