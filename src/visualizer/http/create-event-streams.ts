import type { ServerResponse } from 'node:http'

import type { Clock } from '../../time.ts'
import type { Hello, RowCounts, Update } from '../protocol.ts'
import type { Hub } from '../table/create-hub.ts'
import type { NewsSince } from '../table/session-news.ts'
import { createSessionWatch } from './session-watch.ts'
import type { SessionWatch } from './session-watch.ts'

/** Tells pages what changes, by server-sent events. */
export interface EventStreams {
  /**
   * @param response - is written to until its connection closes
   * @param session - the key of the one whose messages are told
   * @param after - the id of the event after which to go on
   */
  open(response: ServerResponse, session: string | undefined, after: string | undefined): void
  /** The id of an event that tells all up to a number. */
  readonly eventId: (n: number) => string
  close(): void
}

export interface EventStreamsOptions {
  readonly hub: Hub
  readonly clock: Clock
  /** Tells numbers of this server from those of the one that ran before. */
  readonly epoch: string
  readonly version: string
  readonly isReadOnly: boolean
}

export function createEventStreams({
  hub,
  clock,
  epoch,
  version,
  isReadOnly,
}: EventStreamsOptions): EventStreams {
  const { numbering, table } = hub
  const streams = new Set<Stream>()
  let cancelTick: (() => void) | undefined
  let cancelComment: (() => void) | undefined

  const eventId = (n: number) => `${epoch}.${n}`

  const write = (stream: Stream, type: string, data: string) => {
    stream.isFull = !stream.response.write(`id: ${eventId(stream.told)}\nevent: ${type}\ndata: ${data}\n\n`)
  }

  const greet = (stream: Stream, reset?: Hello['reset']) => {
    const counts = table.counts()
    stream.counts = counts
    const hello: Hello = {
      version,
      now: clock.now(),
      isReadOnly,
      sources: hub.sources(),
      counts,
      ...(reset && { reset }),
    }
    write(stream, 'hello', JSON.stringify(hello))
  }

  const startAnew = (stream: Stream, reset: Hello['reset']) => {
    stream.told = numbering.last
    greet(stream, reset)
  }

  /** Tells a page what it was not told yet, unless it still has to read what it was told. */
  const tell = (stream: Stream) => {
    if (stream.isFull || stream.told === numbering.last) return
    const { told, watch } = stream
    const changes = table.changesSince(told, MOST_ROWS)
    if (!changes) {
      startAnew(stream, 'missed')
      return
    }
    const news = watch.since(told, changes.upTo) ?? ANEW
    const { rows, removed, upTo } = changes
    const counts = table.counts()
    // In JSON: what was told of a session is that already.
    const parts: [keyof Update, string][] = []
    if (rows.length > 0) parts.push(['rows', JSON.stringify(rows)])
    if (removed.length > 0) parts.push(['removed', JSON.stringify(removed)])
    if (counts !== stream.counts) parts.push(['counts', JSON.stringify(counts)])
    if (hub.sourcesRev > told) parts.push(['sources', JSON.stringify(hub.sources())])
    if (news === ANEW) parts.push(['anew', 'true'])
    if (news.messages.length > 0) parts.push(['messages', `[${news.messages.join(',')}]`])
    if (news.stored !== undefined) parts.push(['stored', news.stored])
    if (news.definition !== undefined) parts.push(['definition', news.definition])
    stream.told = upTo
    stream.counts = counts
    if (parts.length > 0) write(stream, 'update', objectText([['now', String(clock.now())], ...parts]))
    if (upTo < numbering.last) soon()
  }

  const tick = () => {
    cancelTick = undefined
    for (const stream of streams) tell(stream)
  }

  /** What changes within a tick is told at once. */
  const soon = () => {
    if (streams.size > 0) cancelTick ??= clock.setTimer(tick, TICK, true)
  }

  const comment = () => {
    // Through proxies, a connection that is silent is cut.
    for (const { response, isFull } of streams) if (!isFull) response.write(':\n\n')
    cancelComment = clock.setTimer(comment, COMMENT, true)
  }

  const remove = (stream: Stream) => {
    if (!streams.delete(stream)) return
    stream.watch.close()
    if (streams.size > 0) return
    cancelTick?.()
    cancelComment?.()
    cancelTick = undefined
    cancelComment = undefined
  }

  hub.onChange(soon)

  return {
    eventId,

    open(response, session, after) {
      const watch = createSessionWatch(hub, session)
      const stream: Stream = { response, watch, told: numbering.last, counts: undefined, isFull: false }
      streams.add(stream)
      response.on('close', () => remove(stream))
      response.on('drain', () => {
        stream.isFull = false
        tell(stream)
      })
      response.write('retry: 1000\n\n')
      const from = after === undefined ? numbering.last : numberOf(after, epoch)
      if (from === undefined || from > numbering.last) greet(stream, 'restarted')
      else if (!table.changesSince(from, 1)) greet(stream, 'missed')
      else {
        stream.told = from
        greet(stream)
        tell(stream)
      }
      cancelComment ??= clock.setTimer(comment, COMMENT, true)
    },

    close() {
      for (const stream of streams) {
        remove(stream)
        stream.response.end()
      }
    },
  }
}

interface Stream {
  readonly response: ServerResponse
  readonly watch: SessionWatch
  /** The number up to which it knows all. */
  told: number
  counts: RowCounts | undefined
  /** What was written waits for its reader. */
  isFull: boolean
}

/** Of a session whose messages do not go on where they were. */
const ANEW: NewsSince = { messages: [] }

/** Undefined when another server gave it, or none. */
function numberOf(eventId: string, epoch: string): number | undefined {
  const [, ofEpoch, n] = /^(.+)\.(\d{1,15})$/.exec(eventId) ?? []
  return ofEpoch === epoch ? Number(n) : undefined
}

const objectText = (members: readonly (readonly [string, string])[]) =>
  `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`

/** Milliseconds, as is the next one. */
const TICK = 50
const COMMENT = 15_000

/** So many rows take a few milliseconds; the rest comes with the next tick. */
const MOST_ROWS = 2000
