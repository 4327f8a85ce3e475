import type { InspectorMessage, TakenTransition } from '../../../src/inspect/message.ts'

type Fields<Type> = Partial<Extract<InspectorMessage, { type: Type }>>

/** Makes the messages of one session, numbered from 1. */
export function messagesOf(...makers: readonly ((seq: number) => InspectorMessage)[]): InspectorMessage[] {
  return makers.map((make, index) => make(index + 1))
}

const told = (seq: number, at: number) => ({ seq, at, sessionId: 's' })

export const began =
  (at: number) =>
  (seq: number): InspectorMessage => ({
    type: 'session',
    ...told(seq, at),
    definitionId: 'm',
    name: 'load',
  })

export const state =
  (at: number, value: unknown, more: Fields<'state'> = {}) =>
  (seq: number): InspectorMessage => ({
    type: 'state',
    ...told(seq, at),
    value,
    status: 'active',
    context: {},
    eventType: 'GO',
    ...more,
  })

export const event =
  (at: number, type: string, more: object = {}, by?: string) =>
  (seq: number): InspectorMessage => ({
    type: 'event',
    ...told(seq, at),
    event: { type, ...more },
    ...(by !== undefined && { by }),
  })

export const step =
  (at: number, name: string, took: number, outcome: 'done' | 'failed' | 'cut' = 'done') =>
  (seq: number): InspectorMessage => ({ type: 'step', ...told(seq, at), step: name, took, outcome })

export const guard =
  (at: number, type: string, verdict: boolean) =>
  (seq: number): InspectorMessage => ({
    type: 'guard',
    ...told(seq, at),
    guard: { type },
    verdict,
    state: 'a',
  })

export const end =
  (at: number, status: 'done' | 'failed' | 'stopped') =>
  (seq: number): InspectorMessage => ({
    type: 'end',
    ...told(seq, at),
    status,
  })

export const went = (source: string, name: string, index = 0): TakenTransition => ({
  source,
  event: name,
  index,
})
