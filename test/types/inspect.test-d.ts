import { createWebSocketInspector } from '@statelyai/inspect'
import { runWithRetry, startRetry } from 'holdfast'
import type { Inspect } from 'holdfast'
import {
  attach,
  createInspector,
  logTo,
  readRecording,
  recordTo,
  redact,
  redactInspection,
  traceGuards,
} from 'holdfast/inspect'
import type {
  GuardVerdict,
  InspectedSession,
  Inspector,
  InspectorMessage,
  InspectorSink,
  Recorder,
  Sanitize,
  ValuePath,
} from 'holdfast/inspect'
import { expectTypeOf } from 'vitest'
import { createActor, createMachine } from 'xstate'

const inspector = createInspector({ sessions: 10, events: 10, buffer: 10, sanitize: redact })

// An inspector goes wherever XState's inspection goes, and needs no this.
expectTypeOf(inspector).toEqualTypeOf<Inspector>()
expectTypeOf(inspector.inspect).toExtend<Inspect>()
const { inspect, sessions, messages, addSink, send, close } = inspector
void runWithRetry({}, () => 1, { inspect })
startRetry({}, () => 1, { inspect })
createActor(createMachine({}), { inspect })

expectTypeOf(sessions()).toEqualTypeOf<readonly InspectedSession[]>()
expectTypeOf(messages({ after: 3 })).toEqualTypeOf<readonly InspectorMessage[]>()
expectTypeOf(addSink).toExtend<(sink: InspectorSink) => () => Promise<void>>()
expectTypeOf(send('x', { type: 'WAKE' })).toEqualTypeOf<boolean>()
expectTypeOf(close()).toEqualTypeOf<Promise<void>>()
// @ts-expect-error an event has a type
send('x', {})
// @ts-expect-error there is no such option
createInspector({ depth: 1 })
// @ts-expect-error it is read only
inspector.dropped = 0

// The type of a message tells what else it has.
for (const message of messages()) {
  if (message.type === 'guard') expectTypeOf(message.verdict).toEqualTypeOf<boolean | 'threw'>()
  if (message.type === 'step') expectTypeOf(message.outcome).toEqualTypeOf<'done' | 'failed' | 'cut'>()
  if (message.type === 'end') expectTypeOf(message.status).toEqualTypeOf<'done' | 'failed' | 'stopped'>()
  if (message.type === 'dropped') expectTypeOf(message.count).toEqualTypeOf<number>()
  // @ts-expect-error a definition is of no session
  if (message.type === 'definition') void message.sessionId
}

// Ours and Stately's can be attached; what does not inspect cannot.
expectTypeOf(attach(inspector)).toEqualTypeOf<() => void>()
attach(createWebSocketInspector({ url: 'ws://localhost:8080', serialize: redactInspection }))
attach({ inspect: () => {} })
// @ts-expect-error no inspector
attach({ next: () => {} })

expectTypeOf(redact).toExtend<Sanitize>()
expectTypeOf<Parameters<Sanitize>[1]>().toEqualTypeOf<ValuePath>()
// @ts-expect-error a path is only shown
createInspector({ sanitize: (_value, path) => path.push('x') })

expectTypeOf(recordTo('x.jsonl', { maxBytes: 1, files: 1 })).toEqualTypeOf<Recorder>()
addSink(recordTo('x.jsonl'))
addSink(logTo(console.log))
expectTypeOf(readRecording('x.jsonl').messages).toEqualTypeOf<readonly InspectorMessage[]>()

expectTypeOf(traceGuards(createActor(createMachine({})).getSnapshot(), { type: 'GO' })).toEqualTypeOf<
  readonly GuardVerdict[]
>()
