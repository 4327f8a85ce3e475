import * as Effect from 'effect/Effect'
import * as Schedule from 'effect/Schedule'
import type { Peer, Settings, Task } from './peer.ts'

export const peer: Peer = {
  name: 'Effect',
  package: 'effect',
  setup:
    '`Effect.retry(Effect.tryPromise({ try: task, catch }), { times })`, with `schedule: Schedule.spaced(delay)` where there is a wait, run by `Effect.runPromise(effect, { signal })`; built once for a task without arguments, else at each call; imported from `effect/Effect` and `effect/Schedule`, which is lighter than `effect`',
  imports: {
    'effect/Effect': ['retry', 'runPromise', 'tryPromise'],
    'effect/Schedule': ['exponential'],
  },
  can: ['retry', 'signal'],
  wrap: (settings) => {
    const { signal } = settings
    const run = <E>(effect: Effect.Effect<number, E>) =>
      signal === undefined ? Effect.runPromise(effect) : Effect.runPromise(effect, { signal })
    return <A>(task: Task<A>) => {
      if (task.length > 0) return (arg: A) => run(retried(() => task(arg), settings))
      // A task without parameters does not read its argument.
      const once = retried(task as () => Promise<number>, settings)
      return () => run(once)
    }
  },
}

function retried(task: () => Promise<number>, { retries, delay }: Settings) {
  const attempt = Effect.tryPromise({ try: task, catch: (error) => error })
  return delay > 0
    ? Effect.retry(attempt, { times: retries, schedule: Schedule.spaced(delay) })
    : Effect.retry(attempt, { times: retries })
}
