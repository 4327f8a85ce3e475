import type { LinkedMessage, ProgramHello, ProgramText, VisualizerText } from '../../../inspect/link/wire.ts'
import type { Clock } from '../../../time.ts'
import { safely } from '../../../strategies/common/safely.ts'
import type { SessionSource, SourceListener } from '../session-source.ts'
import { counted } from './counted.ts'
import { createLiveSessions } from './live-sessions.ts'
import type { LiveLimits } from './live-sessions.ts'
import { createLiveSource } from './live-source.ts'

/** A program that shows its sessions, while it is connected and after. */
export interface Program {
  readonly source: SessionSource
  readonly isConnected: boolean
  /** Of what is held of it, about as many characters. */
  readonly size: number
  /** It is connected, also anew. */
  join(connection: ProgramConnection): void
  /** What it sent, and how much of that could not be read. */
  heed(text: ProgramText | undefined, damaged: number): void
  /** That connection is gone; nothing where there is another already. */
  leave(connection: ProgramConnection): void
}

export interface ProgramConnection {
  send(text: VisualizerText): void
  end(): void
}

export interface ProgramOptions extends LiveLimits {
  readonly hello: ProgramHello
  readonly clock: Clock
}

export function createProgram({ hello, clock, ...limits }: ProgramOptions): Program {
  const { processId: id, pid, title } = hello
  const live = createLiveSessions(id, limits)
  const asked = new Map<number, (answer: boolean | string) => void>()
  let connection: ProgramConnection | undefined
  let listener: SourceListener | undefined
  let cancelGrace: (() => void) | undefined
  let lastAsked = 0
  /** The last that is held, or was forgotten. */
  let last = 0
  /** Of a program that was there before, nothing was missed. */
  let hasCaughtUp = false
  let missed = 0
  let damages = 0
  /** Of these, those whose numbers are still to be missed. */
  let unread = 0

  const remark = () =>
    [
      ...(missed > 0
        ? [`${counted(missed, 'message')} ${wasLost(missed)}: the program told more than could be sent`]
        : []),
      ...(damages > 0 ? [`${counted(damages, 'message')} could not be read`] : []),
    ].join('; ')

  /** @returns whether it could be read */
  const heedOne = (message: LinkedMessage): boolean =>
    safely(() => {
      follow(message)
      return true
    }, false)

  const follow = (message: LinkedMessage) => {
    if (message.type === 'tally') {
      live.settle(message)
      return
    }
    const isEnd = message.type === 'caughtUp'
    // They are numbered without gaps.
    const gap = message.seq - last - (isEnd ? 0 : 1)
    if (gap < 0 && !isEnd) return
    if (hasCaughtUp) missed += Math.max(0, gap - unread)
    unread -= Math.min(unread, Math.max(0, gap))
    last = Math.max(last, message.seq)
    if (isEnd) hasCaughtUp = true
    else live.add(message)
  }

  const ask = (key: string, command: 'retry' | 'cancel', by: string) =>
    new Promise<boolean | string>((resolve) => {
      const number = ++lastAsked
      const answer = (given: boolean | string) => {
        cancel()
        asked.delete(number)
        resolve(given)
      }
      const cancel = clock.setTimer(
        () => answer('does not answer: its program is busy'),
        LONGEST_ANSWER,
        true,
      )
      asked.set(number, answer)
      connection?.send({ type: 'command', id: number, sessionId: key, command, by })
    })

  const source = createLiveSource({
    sessions: live,
    info: () => {
      const said = remark()
      return {
        id,
        type: 'program',
        title: `${title} (${pid})`,
        connected: connection !== undefined,
        ...(said !== '' && { remark: said }),
      }
    },
    reach: () => (connection === undefined ? GONE : ask),
    onStart: (given) => {
      listener = given
    },
    close: () => {
      cancelGrace?.()
      connection?.end()
    },
  })

  return {
    source,

    get isConnected() {
      return connection !== undefined
    },

    get size() {
      return live.size
    },

    join(joined) {
      cancelGrace?.()
      connection?.end()
      connection = joined
      live.place({ isReached: true, isLost: false })
      listener?.changed()
      joined.send({ type: 'welcome', after: last })
    },

    heed(text, damaged) {
      const before = missed + damages
      unread += damaged
      const odd = text?.type === 'messages' ? text.messages.filter((message) => !heedOne(message)) : []
      damages += damaged + odd.length
      if (text?.type === 'report') asked.get(text.id)?.(text.isDone)
      if (missed + damages > before) listener?.changed()
    },

    leave(left) {
      if (connection !== left) return
      connection = undefined
      asked.forEach((answer) => answer(GONE))
      live.place({ isReached: false, isLost: false })
      // It may be back in a moment, as if nothing had been.
      cancelGrace = clock.setTimer(() => live.place({ isReached: false, isLost: true }), GRACE, true)
      listener?.changed()
    },
  }
}

const wasLost = (count: number): string => (count === 1 ? 'was lost' : 'were lost')

const GONE = 'is out of reach: its program is not connected'

/** Milliseconds. */
const GRACE = 2000
const LONGEST_ANSWER = 5000
