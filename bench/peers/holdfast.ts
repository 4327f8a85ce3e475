import { observe, retry, stopAfterAttempt, waitFixed, waitNone } from 'holdfast/retry'
import { doNothing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: 'holdfast',
  package: 'holdfast',
  setup:
    '`retry({ stop: stopAfterAttempt(retries + 1), wait: waitFixed(delay), signal })(task)`, once; `waitNone()` for a delay of 0; no `stop` for endless retries',
  imports: { 'holdfast/retry': ['retry', 'stopAfterAttempt', 'waitExponential'] },
  can: ['retry', 'signal', 'listen'],
  wrap: ({ retries, delay, signal, listeners = 'never' }) => {
    if (listeners !== 'never') {
      const stop = observe({
        onStart: doNothing,
        onAttempt: doNothing,
        onSettled: doNothing,
        onSleep: doNothing,
        onEnd: doNothing,
      })
      if (listeners === 'removed') stop()
    }
    return retry({
      ...(retries === Infinity ? {} : { stop: stopAfterAttempt(retries + 1) }),
      wait: delay > 0 ? waitFixed(delay) : waitNone(),
      ...(signal && { signal }),
    })
  },
}
