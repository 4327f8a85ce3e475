import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import type { SourceInfo } from '../protocol.ts'

/** How others bring sessions in while the server runs. Whoever comes has shown the token. */
export interface Doors {
  /** Takes over the requests for a WebSocket, by path: `/program`, `/stately`. */
  readonly upgrades: Readonly<Record<string, UpgradeDoor>>
  /**
   * Takes events of `@statelyai/inspect`, in order. What it throws is the reason why they are refused.
   *
   * @param page - which of several told it, by a name of its own
   */
  readonly tellStately: (events: readonly unknown[], page: string) => void
  /** What it throws is the reason why it is refused. */
  readonly addRecording: (name: string, text: string) => SourceInfo | Promise<SourceInfo>
}

interface UpgradeDoor {
  readonly accept: AcceptUpgrade
  /** Whether pages of other origins may open it; otherwise programs alone do, which have none. */
  readonly isForPages: boolean
}

/** Answers the request, and closes the socket if it does not take it. */
type AcceptUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void
