import { invalidCall, invalidType } from '../errors/invalid.ts'
import { aFunction, anObjectWith, readOptions } from '../machine/read-options.ts'
import type { Reader } from '../machine/read-options.ts'
import type { SettingsOf } from '../machine/settings-of.ts'
import type { AnyActorRef, EventObject, InspectionEvent } from '../machine/xstate.ts'
import { systemClock } from '../time.ts'
import type { Clock } from '../time.ts'
import { aCount } from '../machine/a-count.ts'
import { createArchive } from './archive.ts'
import type { InspectedSession } from './archive.ts'
import { followSessions } from './follow-sessions.ts'
import { namerOfAny, namerOfRetry } from './namers.ts'
import type { InspectorMessage, InspectorSink, ToldMessage } from './message.ts'
import type { Sanitize } from './plain/to-plain.ts'
import { redact } from './redact/redact.ts'
import { createSinkQueue } from './sink-queue.ts'
import type { SinkQueue } from './sink-queue.ts'
import { createTeller } from './teller.ts'

/** What `createInspector` takes. */
export interface InspectorOptions {
  /** How many sessions are held, from 1; the oldest go first, those that have ended before those that live. @default 1000 */
  readonly sessions?: number | undefined
  /** How many messages of one session are held, from 1; the oldest go first. @default 200 */
  readonly events?: number | undefined
  /** How many messages wait for one slow sink, from 1. @default 1000 */
  readonly buffer?: number | undefined
  /**
   * Which machines count as sessions: those of retry sessions, or `all` machines of XState, those that invoke or spawn a
   * session among them.
   * @default 'retry'
   */
  readonly machines?: 'retry' | 'all' | undefined
  /** Hides what must not leave the process; see `Sanitize`, and `redact`, which it may call. @default redact */
  readonly sanitize?: Sanitize | undefined
  /** Says when something happens, and how long it takes. @default systemClock */
  readonly clock?: Clock | undefined
}

/** Which messages to give. */
export interface MessageQuery {
  readonly after?: number | undefined
  readonly sessionId?: string | undefined
  /** Of all sessions, the first so many at most; fewer too where there are more, but never none. */
  readonly most?: number | undefined
}

/** Collects what the retry sessions of this process do. Its functions need no `this`. */
export interface Inspector {
  /** For the option `inspect` of `runWithRetry`, `startRetry` and XState's `createActor`. */
  readonly inspect: (event: InspectionEvent) => void
  /** How many messages a sink could not take, or refused. */
  readonly dropped: number
  /** The sessions that are held, oldest first. */
  readonly sessions: () => readonly InspectedSession[]
  /**
   * The messages that are held, in order: those alone whose `seq` is higher than `after`, where it is given; those of
   * one session alone, its definition among them, where `sessionId` is. Where there are many, `most` gives a part of them.
   */
  readonly messages: (options?: MessageQuery) => readonly InspectorMessage[]
  /**
   * Sends every message from now on to a sink.
   *
   * It is called in microtasks of its own, never within a session's turn. While it is awaited up to `buffer` messages
   * wait; of those that come then it is told the number.
   *
   * @returns a function that sends what waits, closes the sink and removes it
   */
  readonly addSink: (sink: InspectorSink) => () => Promise<void>
  /**
   * Sends a live session an event from outside: `WAKE`, `ABORT`, or one that its machine has of its own.
   *
   * @param sender - `by` says who sends it, for those who read its message
   * @returns whether it means anything in the state that the session is in; false too for a session that is not held
   * @throws TypeError when it is no event, or one that only XState sends
   */
  readonly send: (
    sessionId: string,
    event: EventObject,
    sender?: { readonly by?: string | undefined },
  ) => boolean
  /** Follows no session any more, sends the sinks what waits, and closes them. */
  readonly close: () => Promise<void>
}

/**
 * Makes an inspector: give its `inspect` to single sessions, or `attach` it to all.
 *
 * Nothing that it does, nor a sink or a sanitiser that throws, changes a session.
 *
 * @throws TypeError or RangeError that names the wrong option and the value received
 * @example
 * import { runWithRetry } from 'holdfast'
 * import { createInspector } from 'holdfast/inspect'
 *
 * const { inspect, messages } = createInspector()
 * await runWithRetry({}, async () => 'ok', { inspect })
 * messages().at(-1)?.type // => 'end'
 */
export function createInspector(options: InspectorOptions = {}): Inspector {
  const read = readOptions(options, readers)
  // Each option was checked.
  const { sessions, events, buffer, machines, sanitize, clock } = {
    ...DEFAULTS,
    ...read,
  } as SettingsOf<InspectorOptions>
  // Of the sessions that live and are held. Not by WeakRef: until a turn has ended, that keeps what has ended too.
  const actors = new Map<string, AnyActorRef>()
  const senders = new WeakMap<EventObject, string>()
  const archive = createArchive({ sessions, events, onForget: (id) => actors.delete(id) })
  let queues: readonly SinkQueue[] = []
  let dropped = 0
  let isClosed = false

  const drop = () => {
    dropped++
  }

  const tell = (message: ToldMessage) => {
    archive.add(message)
    if (message.type === 'end') actors.delete(message.sessionId)
    for (const queue of queues) queue.push(message)
  }

  const follow = followSessions(
    createTeller({
      clock,
      sanitize,
      isKnown: (definitionId) => archive.knows(definitionId),
      tell,
      onSession: (id, actor) => actors.set(id, actor),
      senders,
    }),
    machines === 'all' ? namerOfAny : namerOfRetry,
  )

  return {
    inspect(event) {
      if (isClosed) return
      try {
        follow(event)
      } catch {
        drop()
      }
    },

    get dropped() {
      return dropped
    },

    sessions: () => archive.sessions(),
    messages: ({ after = 0, sessionId, most } = {}) =>
      sessionId === undefined
        ? archive.messages(after, most)
        : archive.messagesOf(sessionId).filter(({ seq }) => seq > after),

    addSink(sink) {
      aSink('sink', sink)
      if (isClosed) throw invalidCall('the inspector is closed: make another with createInspector()')
      const queue = createSinkQueue(sink, buffer, drop)
      queues = [...queues, queue]
      return () => {
        queues = queues.filter((other) => other !== queue)
        return queue.close()
      }
    },

    send(sessionId, event, { by } = {}) {
      checkEvent(event)
      const actor = actors.get(sessionId)
      const snapshot = actor?.getSnapshot()
      if (snapshot?.status !== 'active' || !snapshot.can(event)) return false
      if (by !== undefined) senders.set(event, by)
      actor?.send(event)
      return true
    },

    async close() {
      isClosed = true
      const open = queues
      queues = []
      await Promise.all(open.map((queue) => queue.close()))
    },
  }
}

const DEFAULTS: SettingsOf<InspectorOptions> = {
  sessions: 1000,
  events: 200,
  buffer: 1000,
  machines: 'retry',
  sanitize: redact,
  clock: systemClock,
}

const readers: Readonly<Record<keyof InspectorOptions, Reader>> = {
  sessions: aCount,
  events: aCount,
  buffer: aCount,
  machines(option, value) {
    if (value !== 'retry' && value !== 'all') throw invalidType(option, "'retry' or 'all'", value)
    return value
  },
  sanitize: aFunction,
  clock: anObjectWith('now', 'monotonic', 'setTimer'),
}

const aSink = anObjectWith('send')

function checkEvent(event: unknown): void {
  const { type } = Object(event)
  if (typeof type !== 'string' || type === '') throw invalidType('event', 'an object with a type', event)
  if (type.startsWith('xstate.')) throw invalidType('event', 'one that is sent from outside', event)
}
