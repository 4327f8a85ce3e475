import { anObjectWith } from '../machine/read-options.ts'
import { quietly } from '../machine/quietly.ts'
import { readLegacyCommand } from './legacy-command.ts'
import type { SentEvent } from './legacy-command.ts'
import type { LegacyConnection } from './legacy-connection.ts'
import type { Report } from './legacy-session.ts'
import { createLegacySessions } from './legacy-sessions.ts'
import type { InspectorMessage, InspectorSink } from './message.ts'

/** Shows sessions to the inspector of XState 4. */
export interface LegacyBridge {
  /** Adds a receiver, which is told of every session that lives as soon as it asks. */
  connect(connection: LegacyConnection): void
  /** Tells and heeds no receiver any more; their connections are yours to close. */
  close(): Promise<void>
}

/** What the bridge needs of an inspector. */
export interface BridgedInspector {
  messages(): readonly InspectorMessage[]
  addSink(sink: InspectorSink): () => Promise<void>
  send(sessionId: string, event: SentEvent): unknown
}

/**
 * Shows an inspector's sessions to receivers of `@xstate/inspect` 0.8, the inspector of XState 4, in its own protocol:
 * `createWebSocketReceiver`, `createWindowReceiver`.
 *
 * A receiver sees every state and event, and guards as `cond`; an event that it sends reaches the session. Whatever a
 * receiver does changes nothing else.
 *
 * @param inspector - from `createInspector`; sessions that it holds already are shown too
 * @throws TypeError when it is no inspector
 * @example
 * import { startRetry } from 'holdfast'
 * import { bridgeToLegacyInspect, createInspector } from 'holdfast/inspect'
 *
 * const inspector = createInspector()
 * const bridge = bridgeToLegacyInspect(inspector)
 * const told: string[] = []
 * // A receiver over a WebSocket: webSocketConnection(socket)
 * bridge.connect({
 *   send: (text) => told.push(JSON.parse(text).type),
 *   onMessage: (listener) => listener('{ "type": "xstate.inspecting" }'),
 *   onClose: () => {},
 * })
 * await startRetry({}, async () => 'ready', { inspect: inspector.inspect }).result
 * told.slice(0, 3) // => ['service.register', 'service.event', 'service.state']
 */
export function bridgeToLegacyInspect(inspector: BridgedInspector): LegacyBridge {
  anInspector('inspector', inspector)
  const sessions = createLegacySessions()
  const receivers = new Set<LegacyConnection>()
  let isClosed = false

  const tell = (some: Iterable<LegacyConnection>, report: Report) => {
    for (const text of report().map((message) => JSON.stringify(message)))
      for (const receiver of some) quietly(() => receiver.send(text))
  }

  const send = (message: InspectorMessage) => {
    const report = sessions.follow(message)
    if (receivers.size > 0) tell(receivers, report)
  }

  const heed = (receiver: LegacyConnection, text: unknown) => {
    const command = isClosed ? undefined : readLegacyCommand(text)
    if (command?.type === 'inspect') {
      receivers.add(receiver)
      tell([receiver], sessions.register)
    }
    if (command?.type === 'event') {
      const sessionId = command.sessionIds.find((id) => sessions.has(id))
      if (sessionId !== undefined) quietly(() => inspector.send(sessionId, command.event))
    }
  }

  inspector.messages().forEach(send)
  const remove = inspector.addSink({ send })

  return {
    connect(connection) {
      aConnection('connection', connection)
      connection.onMessage((text) => heed(connection, text))
      connection.onClose(() => receivers.delete(connection))
    },
    close() {
      isClosed = true
      receivers.clear()
      return remove()
    },
  }
}

const anInspector = anObjectWith('messages', 'addSink', 'send')

const aConnection = anObjectWith('send', 'onMessage', 'onClose')
