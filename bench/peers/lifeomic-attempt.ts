import { retry } from '@lifeomic/attempt'
import { handing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: '@lifeomic/attempt',
  package: '@lifeomic/attempt',
  setup:
    '`retry(task, { maxAttempts, delay, factor: 1 })`, the options made once, `maxAttempts: 0` for endless retries; a delay of 0 sets no timer',
  imports: { '@lifeomic/attempt': ['retry'] },
  can: ['retry'],
  wrap: ({ retries, delay }) => {
    const options = { maxAttempts: retries === Infinity ? 0 : retries + 1, delay, factor: 1 }
    return handing((task) => retry(task, options))
  },
}
