/**
 * The statechart of a retry session: the single definition of what a session does, as an XState config of plain data.
 *
 * It only names things. `steps` says what an invoked actor does, `updates` how the context changes, `guards` how a
 * step's result is read. Two interpreters run it: XState's own and the compiled driver.
 *
 * @param by - the labels of the retry and stop strategies, shown with the guards that read their verdicts
 */
export const retryChart = (by: { readonly retry: string; readonly stop: string }) =>
  ({
    id: 'retry',
    initial: 'attempting',
    invoke: { id: 'watch', src: 'watch' },
    on: { ABORT: toFailed },
    states: {
      attempting: {
        id: 'attempting',
        initial: 'before',
        states: {
          before: {
            invoke: { id: 'before', src: 'before', onDone: 'running', onError: toFailed },
          },
          running: {
            tags: 'running',
            invoke: {
              id: 'attempt',
              src: 'attempt',
              onDone: { target: '#evaluating', actions: 'succeed' },
              onError: { target: '#evaluating', actions: 'fail' },
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
              id: 'retry',
              src: 'retry',
              onDone: [
                { guard: { type: 'shouldRetry', params: { by: by.retry } }, target: 'after' },
                { guard: { type: 'attemptFailed', params: {} }, target: '#failed' },
                { target: '#done' },
              ],
              onError: toFailed,
            },
          },
          after: {
            invoke: { id: 'after', src: 'after', onDone: 'timing', onError: toFailed },
          },
          timing: {
            invoke: {
              id: 'wait',
              src: 'wait',
              onDone: { target: 'stopping', actions: 'plan' },
              onError: toFailed,
            },
          },
          stopping: {
            invoke: {
              id: 'stop',
              src: 'stop',
              onDone: [
                { guard: { type: 'shouldStop', params: { by: by.stop } }, target: 'givingUp' },
                { target: '#sleeping', actions: 'schedule' },
              ],
              onError: toFailed,
            },
          },
          givingUp: {
            invoke: {
              id: 'giveUp',
              src: 'giveUp',
              onDone: { target: '#done', actions: 'substitute' },
              onError: toFailed,
            },
          },
        },
      },
      sleeping: {
        id: 'sleeping',
        initial: 'beforeSleep',
        states: {
          beforeSleep: {
            invoke: { id: 'beforeSleep', src: 'beforeSleep', onDone: 'resting', onError: toFailed },
          },
          resting: {
            tags: 'waiting',
            invoke: {
              id: 'sleep',
              src: 'sleep',
              onDone: { target: '#attempting', actions: 'again' },
              onError: toFailed,
            },
            on: { WAKE: { target: '#attempting', actions: 'again' } },
          },
        },
      },
      done: { id: 'done', tags: 'over', type: 'final', entry: 'finish' },
      // No onError: the rejection is what gives the session's actor its error, by identity.
      failed: {
        id: 'failed',
        tags: 'over',
        entry: 'unwatch',
        invoke: { id: 'fail', src: 'fail' },
        on: { ABORT: {} },
      },
    },
  }) as const

/** A hook, strategy, callback or sleep that throws ends the session with that very error. */
const toFailed = { target: '#failed', actions: 'break' } as const
