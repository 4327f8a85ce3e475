import { retrySetup, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { assign } from 'xstate'

/**
 * A chart with a state of its own: after every third failure in a row it waits half a minute in `circuitOpen`, or for
 * `CLOSE`, before it goes on.
 */
export function createCircuitMachine(options: RetryOptions = {}) {
  const { chart, extend } = retrySetup(
    { stop: stopAfterAttempt(9), wait: waitFixed('1s'), ...options },
    {
      types: {} as {
        context: { trips: number }
        events: { type: 'CLOSE'; by: string }
        tags: 'open'
      },
    },
  )
  const { evaluating } = chart.states
  const { stopping } = evaluating.states
  const [stop, sleep] = stopping.invoke.onDone
  const again = { target: '#attempting', actions: 'again' } as const

  return extend({
    guards: {
      isCircuitOpen: ({ context }, { failures }: { failures: number }) =>
        context.attemptNumber % failures === 0,
    },
    actions: {
      trip: assign({ upcomingSleep: 30_000, trips: ({ context }) => context.trips + 1 }),
    },
  }).createMachine({
    ...chart,
    context: (args) => ({ ...chart.context(args), trips: 0 }),
    states: {
      ...chart.states,
      evaluating: {
        ...evaluating,
        states: {
          ...evaluating.states,
          stopping: {
            ...stopping,
            invoke: {
              ...stopping.invoke,
              onDone: [
                stop,
                {
                  guard: { type: 'isCircuitOpen', params: { failures: 3 } },
                  target: '#circuitOpen',
                  actions: ['trip', 'schedule'],
                },
                sleep,
              ],
            },
          },
        },
      },
      circuitOpen: {
        id: 'circuitOpen',
        tags: ['open', 'waiting'],
        invoke: {
          id: 'sleep',
          src: 'sleep',
          onDone: again,
          onError: { target: '#failed', actions: 'break' },
        },
        on: { CLOSE: again },
      },
    },
  })
}
