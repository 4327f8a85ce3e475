import type { DefinitionMessage, InspectorMessage, SessionMessage } from '../../inspect/message.ts'
import { readRecording } from '../../inspect/recording/read-recording.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import type { Subject, SubjectOptions } from './read-subject.ts'

/** Reads a recording, and finds the session, or the statechart that all of its sessions run. */
export function readRecordedSession(path: string, { session: name, timeline }: SubjectOptions): Subject {
  const { messages } = readRecording(path)
  const definitions = messages.filter((message) => message.type === 'definition')
  const sessions = messages.filter((message) => message.type === 'session')
  if (name === undefined && timeline === undefined)
    return { definition: onlyOne(definitions, sessions, path) }
  const session = findSession(sessions, name, path)
  return {
    definition: definitionFor(session, definitions, path),
    messages: messages.filter((message) => isOf(session, message)),
  }
}

function onlyOne(
  definitions: readonly DefinitionMessage[],
  sessions: readonly SessionMessage[],
  path: string,
): DefinitionMessage['definition'] {
  const [first, ...others] = definitions
  if (first === undefined) throw new CommandError(EXIT.notFound, `${path} has no statechart in it`)
  if (others.length === 0) return first.definition
  const ids = definitions.map(({ definition }) => definition.id).join(', ')
  throw new CommandError(
    EXIT.usage,
    `${path} has several statecharts, ${ids}: choose ${sessionsIn(sessions)}`,
  )
}

function definitionFor(
  { definitionId }: SessionMessage,
  definitions: readonly DefinitionMessage[],
  path: string,
): DefinitionMessage['definition'] {
  const found = definitions.find((each) => each.definitionId === definitionId)
  if (found === undefined)
    throw new CommandError(EXIT.failed, `${path} is damaged: it lacks the statechart ${definitionId}`)
  return found.definition
}

function findSession(
  sessions: readonly SessionMessage[],
  name: string | undefined,
  path: string,
): SessionMessage {
  const byId = sessions.filter(({ sessionId, key }) => name !== undefined && [sessionId, key].includes(name))
  const found = byId.length > 0 ? byId : sessions.filter((each) => name === undefined || each.name === name)
  const [first, ...others] = found
  if (first === undefined) {
    const choice = sessions.length === 0 ? '' : `: choose ${sessionsIn(sessions)}`
    throw new CommandError(
      EXIT.notFound,
      `${path} has no session${name === undefined ? '' : ` ${name}`}${choice}`,
    )
  }
  if (others.length > 0)
    throw new CommandError(
      EXIT.usage,
      `${path} has ${found.length} sessions${name === undefined ? '' : ` ${name}`}: choose ${sessionsIn(found)}`,
    )
  return first
}

/** As a person can choose them. */
const sessionsIn = (sessions: readonly SessionMessage[]): string => {
  const shown = sessions
    .slice(0, MOST_SHOWN)
    .map(({ sessionId, key, name }) => `${key ?? sessionId} (${name})`)
  const more = sessions.length - shown.length
  return `--session ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const MOST_SHOWN = 10

const isOf = ({ sessionId }: SessionMessage, message: InspectorMessage): boolean =>
  'sessionId' in message && message.sessionId === sessionId
