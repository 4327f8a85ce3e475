import retry from 'async-retry'
import { handing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: 'async-retry',
  package: 'async-retry',
  setup:
    '`retry(task, { retries, minTimeout: delay, factor: 1, randomize: false })`, the options made once, `forever: true` for endless retries; its shortest wait is 1 ms',
  imports: { 'async-retry': ['default'] },
  can: ['retry'],
  wrap: ({ retries, delay }) => {
    const limit = retries === Infinity ? { forever: true, retries: 1 } : { retries }
    const options = { ...limit, minTimeout: delay, factor: 1, randomize: false }
    return handing((task) => retry(task, options))
  },
}
