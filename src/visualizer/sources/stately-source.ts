import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { invalidType } from '../../errors/invalid.ts'
import type { Sanitize } from '../../inspect/plain/to-plain.ts'
import { redact } from '../../inspect/redact/redact.ts'
import { randomId, systemRandom } from '../../random.ts'
import { safely } from '../../strategies/common/safely.ts'
import { systemClock } from '../../time.ts'
import type { Clock } from '../../time.ts'
import { createComings } from './live/comings.ts'
import type { AddSource } from './live/comings.ts'
import { keepIn } from './live/keep-in.ts'
import { DEFAULT_LIMITS } from './live/live-sessions.ts'
import type { LiveLimits } from './live/live-sessions.ts'
import { createStatelyApp } from './live/stately-app.ts'
import type { StatelyApp } from './live/stately-app.ts'
import { readStatelyEvent } from './live/stately-event.ts'
import type { StatelyEvent } from './live/stately-event.ts'

export interface StatelyOptions extends Partial<LiveLimits> {
  /** Is given each app that comes. */
  readonly addSource: AddSource
  /** Apps send values as they are. @default redact */
  readonly sanitize?: Sanitize
  /** @default systemClock */
  readonly clock?: Clock
}

/** Where apps tell that use `@statelyai/inspect`. */
export interface StatelyApps {
  /** Takes over a request for a WebSocket, of `createWebSocketInspector`, from somebody who has shown the token. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /**
   * Takes what a page was told by `createBrowserInspector`. What was told before changes nothing: an app repeats itself
   * whenever the page is loaded anew.
   *
   * @param page - which of several, where there are several
   * @throws TypeError for what is no event of that package; those before it were taken
   */
  tell(events: readonly unknown[], page?: string): void
  /** Disconnects all; their sessions stay. */
  close(): void
}

/** Makes a source of every app that tells. */
export function acceptStately({
  addSource,
  sanitize = redact,
  clock = systemClock,
  ...given
}: StatelyOptions): StatelyApps {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_TEXT })
  const limits = { ...DEFAULT_LIMITS, ...given }
  const apps = createComings<StatelyApp>(addSource, limits.characters)
  const pages = new Map<string, Map<string, true>>()
  /** By page: nobody says when one is closed. */
  const silences = new Map<StatelyApp, () => void>()
  let numbered = 0

  const create = (onClose: () => void) => () =>
    createStatelyApp({
      id: randomId(systemRandom).slice(0, 8),
      title: `app ${++numbered} (@statelyai/inspect)`,
      ...limits,
      sanitize,
      clock,
      onClose,
    })

  const leave = (app: StatelyApp) => {
    app.leave()
    apps.go()
  }

  /** A page that tells nothing for long is taken for closed. */
  const listenTo = (app: StatelyApp) => {
    silences.get(app)?.()
    const forget = () => {
      silences.delete(app)
      leave(app)
    }
    silences.set(app, clock.setTimer(forget, LONGEST_SILENCE, true))
  }

  const accept = (socket: WebSocket) => {
    const app = apps.come(
      `socket ${numbered}`,
      create(() => socket.terminate()),
    )
    socket.addEventListener('message', ({ data }) => {
      const json = typeof data === 'string' ? data : ''
      // An odd one must not end the server.
      safely(() => {
        const event = readStatelyEvent(JSON.parse(json))
        if (event !== undefined) app.tell(event)
      }, undefined)
    })
    socket.on('close', () => leave(app))
    // After it comes a close.
    socket.on('error', () => {})
  }

  /** Whether it was told before: the last few events are, with their times. */
  const isRepeated = (event: StatelyEvent, page: string): boolean => {
    const told = pages.get(page) ?? new Map<string, true>()
    keepIn(pages, page, told, MOST_PAGES)
    const digest = createHash('sha1').update(JSON.stringify(event)).digest('base64')
    const isKnown = told.has(digest)
    keepIn(told, digest, true, MOST_REPEATED)
    return isKnown
  }

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, accept)
    },

    tell(events, page = '') {
      const app = apps.come(
        `page ${page}`,
        create(() => {}),
      )
      listenTo(app)
      for (const each of events) {
        const event = readStatelyEvent(each)
        if (Object(each).type === '@statelyai.disconnected') leave(app)
        else if (event === undefined) throw invalidType('events', 'of @statelyai/inspect', each)
        else if (!isRepeated(event, page)) app.tell(event)
      }
    },

    close() {
      for (const socket of server.clients) socket.terminate()
      for (const cancel of silences.values()) cancel()
    },
  }
}

/** Bytes. */
const LARGEST_TEXT = 64 * 1024 * 1024

/** Milliseconds. */
const LONGEST_SILENCE = 600_000

/** An app keeps 200, unless it is told otherwise. */
const MOST_REPEATED = 1000

const MOST_PAGES = 20
