import type { EventMessage, InspectorMessage, StateMessage, StepMessage } from 'holdfast/inspect'

import { isRecord } from '../words/is-record.ts'

/** The last state before a message; undefined where none is held. */
export function stateBefore(messages: readonly InspectorMessage[], index: number): StateMessage | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const message = messages[at]
    if (message?.type === 'state') return message
  }
  return undefined
}

/** The attempt that was under way, or was talked of, before a message. */
export function attemptBefore(messages: readonly InspectorMessage[], index: number): number | undefined {
  const context = stateBefore(messages, index)?.context
  const attempt = isRecord(context) ? context['attemptNumber'] : undefined
  return typeof attempt === 'number' ? attempt : undefined
}

/** How long the step took whose end an event tells; undefined where that is not held. */
export function stepBefore(
  messages: readonly InspectorMessage[],
  index: number,
  step: string,
): StepMessage | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const message = messages[at]
    if (message?.type === 'step' && message.step === step) return message
    if (message?.type === 'state') return undefined
  }
  return undefined
}

/** The step whose end an event tells, and how it ended; undefined for any other event. */
export function stepEnd({ event }: EventMessage): StepEnd | undefined {
  const match = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type)
  if (match === null) return undefined
  const [, outcome, step = ''] = match
  return outcome === 'done'
    ? { step, isFailed: false, value: event['output'] }
    : { step, isFailed: true, value: event['error'] }
}

export interface StepEnd {
  readonly step: string
  readonly isFailed: boolean
  /** What it gave, or threw. */
  readonly value: unknown
}
