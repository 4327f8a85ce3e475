import pRetry from 'p-retry'
import { handing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: 'p-retry',
  package: 'p-retry',
  setup:
    '`pRetry(task, { retries, minTimeout: delay, factor: 1, signal })`, the options made once; a delay of 0 sets no timer',
  imports: { 'p-retry': ['default'] },
  can: ['retry', 'signal'],
  wrap: ({ retries, delay, signal }) => {
    const options = { retries, minTimeout: delay, factor: 1, ...(signal && { signal }) }
    return handing((task) => pRetry(task, options))
  },
}
