import { invalidType } from '../errors/invalid.ts'
import type { InspectorMessage, InspectorSink, SessionMessage } from './message.ts'
import { show } from '../errors/show.ts'
import { shorten } from './plain/shorten.ts'

/**
 * Makes a sink that says in a line each what happens: an attempt ends, a sleep begins, the session ends.
 *
 * @param write - is given each line, without its line break
 * @example
 * import { runWithRetry } from 'holdfast'
 * import { createInspector, logTo } from 'holdfast/inspect'
 *
 * const lines: string[] = []
 * const inspector = createInspector()
 * inspector.addSink(logTo((line) => lines.push(line)))
 * await runWithRetry({ name: 'ping' }, async () => 'ok', { inspect: inspector.inspect })
 * await inspector.close()
 * lines.map((line) => line.replace(/\S+-\d+/, '7-1').replace(/[\d.]+ ms/, '0 ms'))
 * // => ['holdfast 7-1 ping: attempt 1 done in 0 ms', 'holdfast 7-1 ping: done after 1 attempt in 0 ms']
 */
export function logTo(write: (line: string) => unknown): InspectorSink {
  if (typeof write !== 'function') throw invalidType('write', 'a function', write)
  const sessions = new Map<string, Logged>()

  const say = ({ session }: Logged, text: string) => {
    const { name, key, sessionId } = session
    return write(`holdfast ${key ?? sessionId} ${name}: ${text}`)
  }

  return {
    send(message) {
      if (message.type === 'dropped') return write(`holdfast: ${message.count} messages were dropped`)
      if (message.type === 'definition') return undefined
      const { sessionId } = message
      if (message.type === 'session') sessions.set(sessionId, { session: message, attemptNumber: 1 })
      const logged = sessions.get(sessionId)
      // Its beginning was dropped.
      if (logged === undefined) return undefined
      if (message.type === 'end') sessions.delete(sessionId)
      const text = describe(message, logged)
      return text === undefined ? undefined : say(logged, text)
    },
  }
}

interface Logged {
  readonly session: SessionMessage
  attemptNumber: number
  /** How long the attempt took that has just failed. */
  took?: number
}

/** What a line says of a message; undefined where that is not worth one. */
function describe(message: InspectorMessage, logged: Logged): string | undefined {
  switch (message.type) {
    case 'state': {
      const { attemptNumber, upcomingSleep } = Object(message.context)
      logged.attemptNumber = Number(attemptNumber)
      const isResting = message.status === 'active' && Object(message.value).sleeping === 'resting'
      return isResting ? `sleeps ${inMs(upcomingSleep)}` : undefined
    }
    case 'step':
      if (message.step !== 'attempt') return undefined
      logged.took = message.took
      // The error comes with the event.
      if (message.outcome === 'failed') return undefined
      return `attempt ${logged.attemptNumber} ${message.outcome} in ${inMs(message.took)}`
    case 'event':
      if (message.event.type !== 'xstate.error.actor.attempt') return undefined
      return `attempt ${logged.attemptNumber} failed in ${inMs(logged.took)}: ${inLine(message.event['error'])}`
    case 'end': {
      const { attemptNumber, session } = logged
      const attempts = `${attemptNumber} attempt${attemptNumber === 1 ? '' : 's'}`
      const error = message.status === 'failed' ? `: ${inLine(message.error)}` : ''
      return `${message.status} after ${attempts} in ${inMs(message.at - session.at)}${error}`
    }
    default:
      return undefined
  }
}

/** An infinite time is told as a text. */
const inMs = (ms: unknown): string =>
  typeof ms === 'number' ? `${Number(ms.toPrecision(3))} ms` : String(ms)

function inLine(error: unknown): string {
  const { name, message } = Object(error)
  const text = typeof message === 'string' ? `${name}: ${message}` : show(error)
  return shorten(text.replace(/\s*[\r\n]\s*/g, ' '), LONGEST)
}

/** Characters. */
const LONGEST = 200
