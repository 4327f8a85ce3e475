import { createRetryMachine, runWithRetry, stopAfterAttempt, waitFixed, waitNone } from 'holdfast'
import { handing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: 'holdfast, runWithRetry',
  package: 'holdfast',
  setup:
    'one `createRetryMachine({ stop, wait })`, then `runWithRetry(machine, task, { signal, inspect })`; the strategies as above; it runs in XState when it is inspected',
  imports: { holdfast: ['createRetryMachine', 'runWithRetry', 'stopAfterAttempt', 'waitExponential'] },
  can: ['retry', 'signal', 'inspect'],
  wrap: ({ retries, delay, signal, inspect }) => {
    const machine = createRetryMachine({
      ...(retries === Infinity ? {} : { stop: stopAfterAttempt(retries + 1) }),
      wait: delay > 0 ? waitFixed(delay) : waitNone(),
    })
    const options = { ...(signal && { signal }), ...(inspect && { inspect }) }
    return handing((task) => runWithRetry(machine, task, options))
  },
}
