/**
 * What an inspector tells its sinks: plain JSON, sanitised, in the order in which it happened. `seq` counts from 1 within
 * one inspector; `at` is epoch milliseconds.
 */
export type InspectorMessage =
  | DefinitionMessage
  | SessionMessage
  | EventMessage
  | GuardMessage
  | StepMessage
  | StateMessage
  | EndMessage
  | DroppedMessage

/** What happens in sessions; the rest is between an inspector and one sink. */
export type ToldMessage = Exclude<InspectorMessage, DroppedMessage>

interface Told {
  readonly seq: number
  readonly at: number
}

interface OfSession extends Told {
  readonly sessionId: string
}

/** A statechart, sent once, before the first session that runs it. */
export interface DefinitionMessage extends Told {
  readonly type: 'definition'
  readonly definitionId: string
  readonly definition: MachineDefinition
}

/** A machine as plain data: XState's `machine.definition` without code. Targets are ids, functions go by their names. */
export interface MachineDefinition {
  readonly id: string
  readonly version?: string
  readonly [key: string]: unknown
}

/** A session begins. */
export interface SessionMessage extends OfSession {
  readonly type: 'session'
  readonly definitionId: string
  readonly name: string
  /** The session's own id, where it was given one. */
  readonly key?: string
  /** Of the actor that started it, where that is one. */
  readonly parentId?: string
  /** The id of that actor's machine, or its own. */
  readonly parentName?: string
  /** The arguments of the call that is retried, where it has any; of any other machine its input. Cut where it is long. */
  readonly input?: unknown
}

/** The session was sent an event: from outside, or by a step that ended. */
export interface EventMessage extends OfSession {
  readonly type: 'event'
  readonly event: { readonly type: string; readonly [key: string]: unknown }
  /** Who sent it from outside, where that was said. */
  readonly by?: string
}

/** A guard was asked. */
export interface GuardMessage extends OfSession {
  readonly type: 'guard'
  readonly guard: { readonly type: string; readonly params?: unknown }
  readonly verdict: boolean | 'threw'
  /** The state in which it was asked, as a path: `evaluating.asking`. */
  readonly state: string
}

/** A step that a state invokes has ended: a hook, a predicate, the attempt, the sleep. */
export interface StepMessage extends OfSession {
  readonly type: 'step'
  readonly step: string
  /** How long it took, milliseconds. */
  readonly took: number
  readonly outcome: 'done' | 'failed' | 'cut'
}

/** The session is in a state. */
export interface StateMessage extends OfSession {
  readonly type: 'state'
  readonly value: unknown
  readonly status: string
  readonly context: unknown
  readonly eventType: string
  /** The transitions that led here from the state before, in order; absent where XState told of none. */
  readonly taken?: readonly TakenTransition[]
}

/** A transition, as a machine's definition names it. */
export interface TakenTransition {
  /** The id of the state that has it: `retry.evaluating.asking`. */
  readonly source: string
  /** The event that it is for, as the definition writes it; empty for one that needs none. */
  readonly event: string
  /** Its place among the transitions of that state for that event, from 0. */
  readonly index: number
}

/** The session has ended. */
export interface EndMessage extends OfSession {
  readonly type: 'end'
  readonly status: 'done' | 'failed' | 'stopped'
  readonly output?: unknown
  readonly error?: unknown
}

/** Messages that a slow sink could not take, or a recording of one session has no more. */
export interface DroppedMessage extends Told {
  readonly type: 'dropped'
  readonly count: number
  /** All of them are this session's. */
  readonly sessionId?: string
  /** Where they are one session's: how often each transition was taken in them, by `edgeId`. */
  readonly taken?: Readonly<Record<string, number>>
}

/** Where an inspector's messages go. */
export interface InspectorSink {
  /** Told every message; what it throws or rejects with is counted, and never changes a session. A promise is awaited before the next. */
  send(message: InspectorMessage): unknown
  close?(): unknown
}
