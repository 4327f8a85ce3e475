import { statePath } from 'holdfast/drawing'
import type { SessionEvent, SessionEventType } from 'holdfast'
import type { InspectorMessage } from 'holdfast/inspect'
import type { SessionDetail } from 'holdfast/visualizer'

import { attemptBefore, stepEnd } from '../log/around.ts'
import { logLine } from '../log/log-line.ts'
import type { Outcome } from './describe-outcome.ts'

/** The first attempt that has begun since a session was in some state. */
export interface NextAttempt {
  /** `attempt 9` */
  readonly name: string
  /** How it has ended: `attempt 9 failed after 1 ms: Error: down`. */
  readonly end?: Outcome
}

/** Undefined while none has begun; messages tell more of it than a store does. */
export const nextAttempt = (before: SessionDetail, now: SessionDetail): NextAttempt | undefined =>
  toldAttempt(before.messages, now) ?? storedAttempt(before.stored, now)

function toldAttempt(
  before: readonly InspectorMessage[],
  { row, messages }: SessionDetail,
): NextAttempt | undefined {
  // A program that has been started again tells of another session, from its beginning.
  const isSame = sessionIdOf(before) === sessionIdOf(messages)
  const last = isSame ? (before.at(-1)?.seq ?? 0) : 0
  let name: string | undefined
  for (const [index, message] of messages.entries()) {
    if (message.seq <= last) continue
    if (message.type === 'state' && statePath(message.value).startsWith('attempting'))
      name ??= nameOf(attemptBefore(messages, index + 1))
    const isFailed = endOfAttempt(message)
    if (isFailed === undefined) continue
    const { text } = logLine(messages, index)
    const tone = isFailed ? 'bad' : row.status === 'done' ? 'good' : 'plain'
    return { name: name ?? nameOf(undefined), end: { tone, text } }
  }
  return name === undefined ? undefined : { name }
}

const sessionIdOf = ([first]: readonly InspectorMessage[]) =>
  first?.type === 'session' ? first.sessionId : undefined

/** Whether an attempt failed with this message, or its session without one; undefined where neither ended. */
function endOfAttempt(message: InspectorMessage): boolean | undefined {
  if (message.type === 'end') return message.status !== 'done'
  const end = message.type === 'event' ? stepEnd(message) : undefined
  return end?.step === 'attempt' ? end.isFailed : undefined
}

const nameOf = (attempt: number | undefined) => (attempt === undefined ? 'its attempt' : `attempt ${attempt}`)

function storedAttempt(
  before: SessionDetail['stored'],
  { row, stored }: SessionDetail,
): NextAttempt | undefined {
  const known = before?.record.rev ?? 0
  const since = (stored?.history ?? []).filter(({ rev }) => rev > known)
  const begin = since.findIndex(({ type }) => type === 'attempt')
  const begun = since[begin]
  if (begun === undefined) return undefined
  // A history counts those of earlier rounds too.
  const name = nameOf(stored?.record.round === 1 ? begun.attempt : undefined)
  const end = since.slice(begin + 1).find(({ type }) => type in ENDS)
  return end === undefined ? { name } : { name, end: storedEnd(end, name, row) }
}

/** The row is still the one after that attempt: its end is told as soon as it is known. */
function storedEnd(
  { type }: SessionEvent,
  name: string,
  { error, lastResult }: SessionDetail['row'],
): Outcome {
  if (type === 'done') return { tone: 'good', text: `${name} succeeded` }
  if (type === 'cancelled') return { tone: 'plain', text: `${name} was cancelled` }
  if (lastResult !== undefined)
    return { tone: 'plain', text: `${name} gave what was not accepted: ${lastResult}` }
  return { tone: 'bad', text: error === undefined ? `${name} failed` : `${name} failed: ${error}` }
}

/** After an attempt. */
const ENDS: Readonly<Partial<Record<SessionEventType, true>>> = {
  sleeping: true,
  done: true,
  failed: true,
  cancelled: true,
}
