import { backOff } from 'exponential-backoff'
import { handing, type Peer } from './peer.ts'

export const peer: Peer = {
  name: 'exponential-backoff',
  package: 'exponential-backoff',
  setup:
    "`backOff(task, { numOfAttempts, startingDelay: delay, timeMultiple: 1, jitter: 'none' })`, the options made once; its shortest wait is `setTimeout(0)`, 1 ms",
  imports: { 'exponential-backoff': ['backOff'] },
  can: ['retry'],
  wrap: ({ retries, delay }) => {
    const options = {
      numOfAttempts: retries + 1,
      startingDelay: delay,
      timeMultiple: 1,
      jitter: 'none',
    } as const
    return handing((task) => backOff(task, options))
  },
}
