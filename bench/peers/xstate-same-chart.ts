import { assign, createActor, fromCallback, fromPromise, setup, toPromise } from 'xstate'
import { handing, type Peer } from './peer.ts'

/** Holdfast's own chart, state for state and step for step, as one would write it with nothing but XState. */
export const peer: Peer = {
  name: 'same chart in XState',
  package: 'xstate',
  setup:
    "Holdfast's chart by hand: the same states and transitions, one invoked `fromPromise` for each step, `fromCallback` to watch, `assign` for what a session remembers; a new actor at each call, awaited by `toPromise`",
  can: ['retry', 'inspect'],
  wrap: ({ retries, delay, inspect }) => {
    const options = inspect === undefined ? {} : { inspect }
    return handing(async (task) => {
      const actor = createActor(chart, { ...options, input: { task, retries, delay } })
      actor.start()
      return toPromise(actor)
    })
  },
}

interface Input {
  readonly task: () => Promise<number>
  readonly retries: number
  readonly delay: number
}

type Outcome =
  | { readonly failed: false; readonly value: number }
  | { readonly failed: true; readonly error: unknown }

interface Context extends Input {
  readonly attemptNumber: number
  readonly outcome: Outcome | undefined
  readonly end: Outcome | undefined
  readonly startTime: number
  readonly elapsed: number
  readonly upcomingSleep: number
  readonly idleFor: number
}

/** XState reads the types alone. */
const types: {
  context?: Context
  input?: Input
  output?: number
  events?: { type: 'ABORT' } | { type: 'WAKE' }
} = {}

const hook = fromPromise(async () => {})

const withContext = ({ context }: { context: Context }) => context

const toFailed = {
  target: '#failed',
  actions: { type: 'break', params: ({ event }: { event: { error: unknown } }) => event.error },
} as const

const isTrue = {
  type: 'isTrue',
  params: ({ event }: { event: { output: boolean } }) => event.output,
} as const

const chart = setup({
  types,
  actors: {
    watch: fromCallback(() => () => {}),
    before: hook,
    attempt: fromPromise<number, Context>(({ input }) => input.task()),
    retry: fromPromise<boolean, Context>(async ({ input }) => input.outcome?.failed === true),
    after: hook,
    wait: fromPromise<number, Context>(async ({ input }) => input.delay),
    stop: fromPromise<boolean, Context>(async ({ input }) => input.attemptNumber > input.retries),
    giveUp: fromPromise<number, Context>(({ input }) => settle(input.outcome)),
    beforeSleep: hook,
    sleep: fromPromise<void, Context>(({ input }) => pause(input.upcomingSleep)),
    fail: fromPromise<number, Context>(({ input }) => settle(input.end)),
  },
  guards: {
    isTrue: (_, output: boolean) => output,
    attemptFailed: ({ context }) => context.outcome?.failed === true,
  },
  actions: {
    conclude: assign({ end: ({ context }) => context.outcome }),
    schedule: assign({ idleFor: ({ context }) => context.idleFor + context.upcomingSleep }),
    again: assign({ attemptNumber: ({ context }) => context.attemptNumber + 1, outcome: undefined }),
    break: assign({ end: (_, error: unknown): Outcome => ({ failed: true, error }) }),
  },
}).createMachine({
  context: ({ input }) => ({
    ...input,
    attemptNumber: 1,
    outcome: undefined,
    end: undefined,
    startTime: performance.now(),
    elapsed: 0,
    upcomingSleep: 0,
    idleFor: 0,
  }),
  initial: 'attempting',
  invoke: { src: 'watch' },
  on: { ABORT: '.failed' },
  states: {
    attempting: {
      id: 'attempting',
      initial: 'before',
      states: {
        before: { invoke: { src: 'before', onDone: 'running', onError: toFailed } },
        running: {
          invoke: {
            src: 'attempt',
            input: withContext,
            onDone: {
              target: '#evaluating',
              actions: assign({ outcome: ({ event }) => ({ failed: false, value: event.output }) }),
            },
            onError: {
              target: '#evaluating',
              actions: assign({
                outcome: ({ event }) => ({ failed: true, error: event.error }),
                elapsed: ({ context }) => performance.now() - context.startTime,
              }),
            },
          },
        },
      },
    },
    evaluating: {
      id: 'evaluating',
      initial: 'asking',
      states: {
        asking: {
          invoke: {
            src: 'retry',
            input: withContext,
            onDone: [
              { guard: isTrue, target: 'after' },
              { guard: 'attemptFailed', target: '#failed', actions: 'conclude' },
              { target: '#done', actions: 'conclude' },
            ],
            onError: toFailed,
          },
        },
        after: { invoke: { src: 'after', onDone: 'timing', onError: toFailed } },
        timing: {
          invoke: {
            src: 'wait',
            input: withContext,
            onDone: { target: 'stopping', actions: assign({ upcomingSleep: ({ event }) => event.output }) },
            onError: toFailed,
          },
        },
        stopping: {
          invoke: {
            src: 'stop',
            input: withContext,
            onDone: [
              { guard: isTrue, target: 'givingUp' },
              { target: '#sleeping', actions: 'schedule' },
            ],
            onError: toFailed,
          },
        },
        givingUp: { invoke: { src: 'giveUp', input: withContext, onDone: '#done', onError: toFailed } },
      },
    },
    sleeping: {
      id: 'sleeping',
      initial: 'beforeSleep',
      states: {
        beforeSleep: { invoke: { src: 'beforeSleep', onDone: 'resting', onError: toFailed } },
        resting: {
          invoke: {
            src: 'sleep',
            input: withContext,
            onDone: { target: '#attempting', actions: 'again' },
            onError: toFailed,
          },
          on: { WAKE: { target: '#attempting', actions: 'again' } },
        },
      },
    },
    done: { id: 'done', type: 'final' },
    // No onError: the rejection is what ends the actor with the error.
    failed: { id: 'failed', invoke: { src: 'fail', input: withContext } },
  },
  output: ({ context }) => (context.end?.failed === false ? context.end.value : Number.NaN),
})

async function settle(outcome: Outcome | undefined): Promise<number> {
  if (outcome?.failed === false) return outcome.value
  throw outcome?.error
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}
