import { ConstantBackoff, handleAll, retry, type RetryPolicy } from 'cockatiel'
import { doNothing, handing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: 'cockatiel',
  package: 'cockatiel',
  setup:
    'one `retry(handleAll, { maxAttempts, backoff: new ConstantBackoff(delay) })`, then `policy.execute(task, signal)`; its shortest wait is `setTimeout(0)`, 1 ms',
  imports: { cockatiel: ['retry', 'handleAll', 'ExponentialBackoff'] },
  can: ['retry', 'signal', 'listen'],
  wrap: ({ retries, delay, signal, listeners = 'never' }) => {
    const policy = retry(handleAll, { maxAttempts: retries, backoff: new ConstantBackoff(delay) })
    if (listeners !== 'never') {
      const listening = listen(policy)
      if (listeners === 'removed') for (const listener of listening) listener.dispose()
    }
    return handing(
      signal === undefined ? (task) => policy.execute(task) : (task) => policy.execute(task, signal),
    )
  },
}

const listen = (policy: RetryPolicy) =>
  [policy.onSuccess, policy.onFailure, policy.onRetry, policy.onGiveUp].map((on) => on(doNothing))
