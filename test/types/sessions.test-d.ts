import { expectTypeOf } from 'vitest'
import { AsyncRetrying, bind, createRetryMachine, runWithRetry, startRetry } from 'holdfast'
import type { AttemptInfo, RetryCallState } from 'holdfast'
import { assign, createActor, setup, toPromise } from 'xstate'

const machine = createRetryMachine()

// What the function gives is what the call gives.

expectTypeOf(runWithRetry(machine, async () => 1)).toEqualTypeOf<Promise<number>>()
expectTypeOf(runWithRetry({ reraise: true }, () => 'now')).toEqualTypeOf<Promise<string>>()
expectTypeOf(startRetry(machine, async () => 1).result).toEqualTypeOf<Promise<number>>()
void runWithRetry(machine, async (attempt) => {
  expectTypeOf(attempt).toEqualTypeOf<AttemptInfo>()
  expectTypeOf(attempt.signal).toEqualTypeOf<AbortSignal>()
})
// @ts-expect-error: there is no such option of a session
void runWithRetry(machine, async () => 1, { stop: () => true })

// An outcome is told apart by `failed`.

declare const state: RetryCallState<number>
if (state.outcome?.failed === false) expectTypeOf(state.outcome.value).toBeNumber()
if (state.outcome?.failed === true) {
  expectTypeOf(state.outcome.error).toBeUnknown()
  // @ts-expect-error: a failure has no value
  void state.outcome.value
}

// The machine is an XState machine with known states and events.

const actor = createActor(bind(machine, async () => 1))
expectTypeOf(actor.getSnapshot().matches('sleeping')).toBeBoolean()
expectTypeOf(actor.getSnapshot().matches({ sleeping: 'resting' })).toBeBoolean()
// @ts-expect-error: there is no such state
actor.getSnapshot().matches('waiting')
actor.send({ type: 'WAKE' })
actor.send({ type: 'ABORT', reason: 'enough' })
// @ts-expect-error: there is no such event
actor.send({ type: 'CANCEL' })
expectTypeOf(toPromise(actor)).resolves.toBeNumber()

setup({
  types: { context: {} as { value: unknown } },
  actors: { charge: machine },
}).createMachine({
  context: { value: undefined },
  invoke: {
    src: 'charge',
    input: { fn: async () => 1 },
    onDone: { actions: assign(({ event }) => ({ value: event.output })) },
    onError: { actions: assign(({ event }) => ({ value: event.error })) },
  },
})

// A loop's attempts give what their bodies give, or nothing.

async function loop() {
  const users = new AsyncRetrying().loop<string>()
  for await (const attempt of users) {
    expectTypeOf(await attempt.run(async () => 'user' as const)).toEqualTypeOf<'user' | undefined>()
    attempt.setResult('another')
    // @ts-expect-error: the loop is one of strings
    attempt.setResult(1)
  }
  expectTypeOf(users.result()).toBeString()
}
void loop
