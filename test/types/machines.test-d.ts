import { expectTypeOf } from 'vitest'
import { bind, createRetryMachine, retrySetup, runWithRetry, startRetry } from 'holdfast'
import type {
  AttemptInfo,
  RetryChart,
  RetryContext,
  RetryEvent,
  RetrySnapshot,
  RetryStateValue,
  RetryTag,
} from 'holdfast'
import { assign, createActor, createMachine, fromPromise, setup, toPromise } from 'xstate'
import type { EventFrom, SnapshotFrom } from 'xstate'

const machine = createRetryMachine()

// States, events and tags have names.

expectTypeOf<EventFrom<typeof machine>>().toEqualTypeOf<RetryEvent>()
expectTypeOf<RetrySnapshot['value']>().toEqualTypeOf<RetryStateValue>()
expectTypeOf<{ sleeping: 'resting' }>().toExtend<RetryStateValue>()
expectTypeOf<'done' | 'failed'>().toExtend<RetryStateValue>()
expectTypeOf<'sleeping'>().not.toExtend<RetryStateValue>()
expectTypeOf<RetryTag>().toEqualTypeOf<'running' | 'waiting' | 'over'>()
createActor(machine).getSnapshot().hasTag('waiting')
// @ts-expect-error: there is no such tag
createActor(machine).getSnapshot().hasTag('asleep')

// The actors of the steps go by their names.

expectTypeOf(createActor(machine).getSnapshot().children).toHaveProperty('sleep')
expectTypeOf(createActor(machine).getSnapshot().children).not.toHaveProperty('nap')

// What is bound has the function's type, through `provide` and in a parent's onDone.

const bound = bind(machine, async ({ attemptNumber }) => attemptNumber)
expectTypeOf(toPromise(createActor(bound))).toEqualTypeOf<Promise<number>>()
expectTypeOf(toPromise(createActor(bound.provide({})))).toEqualTypeOf<Promise<number>>()
expectTypeOf(toPromise(createActor(bind(bound, () => 'text')))).toEqualTypeOf<Promise<string>>()
expectTypeOf(toPromise(createActor(machine, { input: { fn: () => 1 } }))).resolves.toBeUnknown()
bind(machine, (attempt) => {
  expectTypeOf(attempt).toEqualTypeOf<AttemptInfo>()
})
setup({
  types: { context: {} as { value: number } },
  actors: { bound, machine },
}).createMachine({
  context: { value: 0 },
  initial: 'first',
  states: {
    first: {
      invoke: { src: 'bound', onDone: { actions: assign(({ event }) => ({ value: event.output })) } },
    },
    // @ts-expect-error: the function is missing
    second: { invoke: { src: 'machine', input: { id: 'key' } } },
  },
})
// @ts-expect-error: no retry machine
bind(createMachine({}), () => 1)
// @ts-expect-error: a step gives a promise
machine.provide({ actors: { sleep: () => 1 } })
// @ts-expect-error: there is no such guard
machine.provide({ guards: { isOpen: () => true } })

// The setup knows the chart's names.

const plain = retrySetup()
expectTypeOf(plain.chart).toEqualTypeOf<RetryChart>()
const same = plain.createMachine(plain.chart)
expectTypeOf<SnapshotFrom<typeof same>['value']>().toEqualTypeOf<RetryStateValue>()
expectTypeOf<SnapshotFrom<typeof same>['context']>().toEqualTypeOf<RetryContext>()
expectTypeOf<EventFrom<typeof same>>().toEqualTypeOf<RetryEvent>()
expectTypeOf(runWithRetry(same, async () => 1)).toEqualTypeOf<Promise<number>>()
expectTypeOf(startRetry(same, () => 'now').result).toEqualTypeOf<Promise<string>>()
plain.extend({
  guards: {
    isLate: ({ context }) => {
      expectTypeOf(context).toEqualTypeOf<RetryContext>()
      return context.elapsed > 1000
    },
  },
})
plain.createMachine({
  ...plain.chart,
  // @ts-expect-error: there is no such action
  entry: 'log',
})
plain.createMachine({
  ...plain.chart,
  // @ts-expect-error: a step's actor goes by its name
  invoke: { src: 'sleep' },
})
// @ts-expect-error: there is no such option
retrySetup({ retries: 3 })

// What is added is known: states, events, tags, context, actors, guards with params.

const own = retrySetup(
  {},
  {
    types: {} as { context: { trips: number }; events: { type: 'CLOSE'; by: string }; tags: 'open' },
    actors: { probe: fromPromise<boolean, { url: string }>(async () => true) },
  },
)
const { chart } = own
const circuit = own
  .extend({
    guards: { isOpen: ({ context }, { limit }: { limit: number }) => context.trips < limit },
    actions: { trip: assign({ trips: ({ context }) => context.trips + 1 }) },
  })
  .createMachine({
    ...chart,
    context: (given) => ({ ...chart.context(given), trips: 0 }),
    states: {
      ...chart.states,
      circuitOpen: {
        id: 'circuitOpen',
        tags: ['open', 'waiting'],
        entry: 'trip',
        invoke: {
          src: 'probe',
          input: { url: '/health' },
          onDone: [
            { guard: ({ event }) => event.output, target: '#attempting', actions: 'again' },
            { guard: { type: 'isOpen', params: { limit: 3 } }, target: '#failed' },
          ],
          onError: { target: '#failed', actions: 'break' },
        },
        on: {
          CLOSE: { target: '#attempting', actions: ['again', ({ event }) => event.by satisfies string] },
        },
      },
    },
  })
type Circuit = SnapshotFrom<typeof circuit>
expectTypeOf<Circuit['value']>().toEqualTypeOf<RetryStateValue | 'circuitOpen'>()
expectTypeOf<Circuit['context']['trips']>().toBeNumber()
expectTypeOf<EventFrom<typeof circuit>>().toEqualTypeOf<RetryEvent | { type: 'CLOSE'; by: string }>()
const actor = createActor(bind(circuit, async () => 'value'))
expectTypeOf(toPromise(actor)).toEqualTypeOf<Promise<string>>()
expectTypeOf(runWithRetry(circuit, async () => 1)).toEqualTypeOf<Promise<number>>()
actor.getSnapshot().matches('circuitOpen')
actor.getSnapshot().hasTag('open')
actor.send({ type: 'CLOSE', by: 'operator' })
// @ts-expect-error: the event has a field
actor.send({ type: 'CLOSE' })
// @ts-expect-error: there is no such state
actor.getSnapshot().matches('halfOpen')
// @ts-expect-error: there is no such tag
actor.getSnapshot().hasTag('closed')
// @ts-expect-error: the chart's context has no trips
own.createMachine({ ...chart })
own.createMachine({
  ...chart,
  context: (given) => ({ ...chart.context(given), trips: 0 }),
  // @ts-expect-error: there is no such actor
  invoke: { src: 'ping' },
})
