import { describeGuard, statePath } from 'holdfast/drawing'
import type { GuardDescription } from 'holdfast/drawing'
import type { EventMessage, InspectorMessage } from 'holdfast/inspect'

import { attemptBefore, stateBefore, stepEnd } from '../log/around.ts'
import { logLine } from '../log/log-line.ts'

/** What a machine asked its guards about one thing, and what came of it. */
export interface Decision {
  readonly at: number
  /** Of the last of its guards. */
  readonly index: number
  readonly subject: Subject
  readonly verdicts: readonly Verdict[]
  /** What came of it, in words; absent while that is open. */
  readonly result?: string
}

/** What the guards were asked about. */
export type Subject =
  | { readonly kind: 'error' | 'value'; readonly attempt: number | undefined; readonly value: unknown }
  | { readonly kind: 'event'; readonly text: string }
  /** It is not held any more. */
  | { readonly kind: 'unknown' }

export interface Verdict extends GuardDescription {
  readonly index: number
  /** The state in which it was asked. */
  readonly state: string
}

/** Gathers what guards said, by what they were asked about: newest first. */
export function decisionsOf(messages: readonly InspectorMessage[]): readonly Decision[] {
  const decisions: Decision[] = []
  let subject: Subject = { kind: 'unknown' }
  let verdicts: Verdict[] = []
  let result: string | undefined

  const close = () => {
    const last = verdicts.at(-1)
    if (last !== undefined) {
      // It is the place of one of the messages.
      const { at } = messages[last.index]!
      decisions.push({ at, index: last.index, subject, verdicts, ...(result !== undefined && { result }) })
    }
    verdicts = []
    result = undefined
  }

  for (const [index, message] of messages.entries()) {
    if (message.type === 'event') {
      const next = subjectOf(messages, index, message)
      if (next === undefined) continue
      close()
      subject = next
    } else if (message.type === 'guard') {
      const context = stateBefore(messages, index)?.context
      verdicts.push({ index, state: message.state, ...describeGuard(message, context) })
    } else if (message.type === 'state' || message.type === 'end') {
      result = resultOf(messages, index) ?? result
    }
  }
  close()
  return decisions.toReversed()
}

/** What an event gives guards to decide about; undefined for a step on the way of the decision before. */
function subjectOf(
  messages: readonly InspectorMessage[],
  index: number,
  message: EventMessage,
): Subject | undefined {
  const end = stepEnd(message)
  if (end === undefined) return { kind: 'event', text: logLine(messages, index).text }
  const attempt = attemptBefore(messages, index)
  if (end.step === 'attempt') return { kind: end.isFailed ? 'error' : 'value', attempt, value: end.value }
  // The steps of a retry session's decision: it goes on.
  if (attempt !== undefined && !BEGINS_ANEW.has(end.step)) return undefined
  return { kind: 'event', text: logLine(messages, index).text }
}

const BEGINS_ANEW: ReadonlySet<string> = new Set(['before', 'sleep', 'watch'])

/** Where a decision led, in words; undefined for a state on the way. */
function resultOf(messages: readonly InspectorMessage[], index: number): string | undefined {
  const message = messages[index]
  if (message?.type === 'end') return logLine(messages, index).text
  if (message?.type !== 'state' || message.status !== 'active') return undefined
  if (attemptBefore(messages, index + 1) === undefined) return statePath(message.value)
  const path = statePath(message.value)
  if (path === 'sleeping.resting') return logLine(messages, index).text
  return path === 'evaluating.givingUp' ? 'gives up' : undefined
}
