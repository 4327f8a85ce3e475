import { assign, createActor, fromPromise, setup, toPromise } from 'xstate'
import { handing, type Peer } from './peer.ts'

/** The chart that most users of XState would write: it knows attempts and sleeps, and no strategies or hooks. */
export const peer: Peer = {
  name: 'XState chart',
  package: 'xstate',
  setup:
    'a chart written by hand: an invoked `fromPromise`, a guard that counts, a sleep with `after`; a new actor at each call, awaited by `toPromise`; its shortest wait is `setTimeout(0)`, 1 ms',
  imports: { xstate: ['assign', 'createActor', 'fromPromise', 'setup', 'toPromise'] },
  can: ['retry', 'inspect'],
  wrap: ({ retries, delay, inspect }) => {
    const options = inspect === undefined ? {} : { inspect }
    return handing(async (task) => {
      const actor = createActor(chart, { ...options, input: { task, retries, delay } })
      actor.start()
      const outcome = await toPromise(actor)
      if ('error' in outcome) throw outcome.error
      return outcome.value
    })
  },
}

interface Input {
  readonly task: () => Promise<number>
  readonly retries: number
  readonly delay: number
}

type Outcome = { readonly value: number } | { readonly error: unknown }

interface Context extends Input {
  readonly retried: number
  readonly outcome: Outcome
}

/** XState reads the types alone. */
const types: { context?: Context; input?: Input; output?: Outcome } = {}

const chart = setup({
  types,
  actors: {
    attempt: fromPromise<number, () => Promise<number>>(({ input: task }) => task()),
  },
  guards: { retriesLeft: ({ context }) => context.retried < context.retries },
  delays: { wait: ({ context }) => context.delay },
}).createMachine({
  initial: 'attempting',
  context: ({ input }) => ({ ...input, retried: 0, outcome: { error: undefined } }),
  states: {
    attempting: {
      invoke: {
        src: 'attempt',
        input: ({ context }) => context.task,
        onDone: { target: 'settled', actions: assign({ outcome: ({ event }) => ({ value: event.output }) }) },
        onError: [
          {
            guard: 'retriesLeft',
            target: 'sleeping',
            actions: assign({ retried: ({ context }) => context.retried + 1 }),
          },
          { target: 'settled', actions: assign({ outcome: ({ event }) => ({ error: event.error }) }) },
        ],
      },
    },
    sleeping: { after: { wait: 'attempting' } },
    settled: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})
