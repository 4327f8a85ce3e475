import { errorLine } from '../../../drawing/error-line.ts'
import { valueLine } from '../../../drawing/value-line.ts'
import type { RowAction, RowOrigin, RowStatus, SessionRow } from '../../protocol.ts'
import type { SessionFacts } from './session-facts.ts'
import { stateText } from '../../../machine/state-text.ts'

export interface RowPlace {
  /** The id of the source that tells of it. */
  readonly source: string
  readonly origin: RowOrigin
  /** Whether its program is there: commands reach it. */
  readonly isReached: boolean
  /** Nobody knows what became of a session that has not ended. */
  readonly isLost: boolean
}

/** One line of the list, from what messages told of a session. */
export function rowOf(facts: SessionFacts, { source, origin, isReached, isLost }: RowPlace): SessionRow {
  const { begun, chart, state, end, wakeAt, refused } = facts
  const { sessionId, name, key, parentId, at: startedAt } = begun
  const { attemptNumber } = Object(state?.context)
  const error = errorOf(facts)
  const failure = error === undefined ? facts.failure : undefined
  const status = isLost && end === undefined ? 'lost' : statusOf(facts)
  return {
    key: sessionId,
    name: name === NO_NAME ? chart.kind : name,
    kind: chart.kind,
    origin,
    source,
    ...(key !== undefined && { id: key }),
    ...(parentId !== undefined && { parent: parentId }),
    status,
    state: stateText(state?.value),
    ...(typeof attemptNumber === 'number' && { attempt: attemptNumber }),
    ...(chart.limit !== undefined && { limit: chart.limit }),
    ...(error !== undefined && { error: errorLine(error.thrown) }),
    ...(failure !== undefined && { lastFailure: errorLine(failure) }),
    ...(refused !== undefined && { lastResult: valueLine(refused.result) }),
    ...(status === 'sleeping' && wakeAt !== undefined && { wakeAt }),
    startedAt,
    changedAt: (end ?? state ?? begun).at,
    ...(end !== undefined && { endedAt: end.at }),
    can: isReached && status !== 'lost' ? actionsOf(facts) : [],
  }
}

/** What a program tells as the name of a session whose function has none. */
const NO_NAME = '<unknown>'

function statusOf({ chart, state, end, isAborted }: SessionFacts): RowStatus {
  if (end === undefined) return chart.sleeps(state?.value) ? 'sleeping' : 'active'
  return end.status === 'failed' && isAborted && !isTimeout(end.error) ? 'cancelled' : end.status
}

/** The policy's own: it ends a session as an abort does. By its code that of any installed copy is known. */
const isTimeout = (error: unknown): boolean => Object(error).code === 'HOLDFAST_SESSION_TIMEOUT'

function actionsOf({ chart, state, end }: SessionFacts): readonly RowAction[] {
  if (end !== undefined) return []
  const { value } = { ...state }
  return [
    ...(chart.sleeps(value) ? (['wake'] as const) : []),
    ...(chart.takes(value, 'ABORT') ? (['cancel'] as const) : []),
  ]
}

/** The last that failed: the session, or an attempt; undefined where none has. */
function errorOf(facts: SessionFacts): Failure | undefined {
  const { end } = facts
  if (end?.status === 'done') return undefined
  if (end?.status !== 'failed') return attemptErrorOf(facts)
  const ended = { thrown: end.error }
  // That it was aborted says its status; why it had not succeeded by then, only its attempts.
  return statusOf(facts) === 'cancelled' ? (attemptErrorOf(facts) ?? ended) : ended
}

interface Failure {
  readonly thrown: unknown
}

function attemptErrorOf({ state, failure }: SessionFacts): Failure | undefined {
  const { failed, result, errors } = Object(state?.context)
  if (failed === true) return { thrown: inFull(result, failure) }
  return Array.isArray(errors) && errors.length > 0 ? { thrown: inFull(errors.at(-1), failure) } : undefined
}

/** A context tells an error in brief, without its causes; what brought it told all of it. */
function inFull(brief: unknown, failure: unknown): unknown {
  const { name, message } = Object(brief)
  const full = Object(failure)
  return message !== undefined && message === full.message && name === full.name ? failure : brief
}
