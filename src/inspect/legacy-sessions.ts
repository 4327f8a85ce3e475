import { toLegacyMachine } from './legacy-machine.ts'
import { createLegacySession, nothing } from './legacy-session.ts'
import type { Chart, LegacySession, Report } from './legacy-session.ts'
import type { InspectorMessage, MachineDefinition } from './message.ts'

/** The sessions that live, as an inspector's messages tell of them. */
export interface LegacySessions {
  has(sessionId: string): boolean
  /** For a receiver that comes late. */
  readonly register: Report
  /** Takes note of a message; the report is to be written before the next. */
  follow(message: InspectorMessage): Report
}

export function createLegacySessions(): LegacySessions {
  const charts = new Map<string, Chart>()
  const sessions = new Map<string, LegacySession>()

  return {
    has: (sessionId) => sessions.has(sessionId),
    register: () => [...sessions.values()].flatMap((session) => session.register()),
    follow(message) {
      // Of a session whose beginning was dropped nothing can be told.
      const session = 'sessionId' in message ? sessions.get(message.sessionId) : undefined
      switch (message.type) {
        case 'definition':
          keep(charts, message.definitionId, chartOf(message.definition), MOST_CHARTS)
          return nothing
        case 'session': {
          const { sessionId, definitionId } = message
          const chart = charts.get(definitionId)
          if (chart === undefined) return nothing
          keep(charts, definitionId, chart, MOST_CHARTS)
          keep(sessions, sessionId, createLegacySession(message, chart), MOST_SESSIONS)
          return nothing
        }
        case 'event':
          return session?.event(message.event) ?? nothing
        case 'state':
          return session?.state(message) ?? nothing
        case 'end':
          sessions.delete(message.sessionId)
          return session?.end ?? nothing
        default:
          return nothing
      }
    },
  }
}

/** A policy that is made anew for each call may have a chart of its own each time. */
const MOST_CHARTS = 1000

/** The end of a session may be among the messages that were dropped. */
const MOST_SESSIONS = 10_000

/** Adds an entry, at the expense of the one that was added longest ago. */
function keep<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}

function chartOf(definition: MachineDefinition): Chart {
  let text: string | undefined
  return { definition, legacyText: () => (text ??= JSON.stringify(toLegacyMachine(definition))) }
}
