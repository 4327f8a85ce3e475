import type { Peer } from './peer.ts'

/** What one writes without a library: the floor under everything that retries. */
export const peer: Peer = {
  name: 'plain loop',
  setup: 'a `for` loop with `try`, `catch` and, where there is a wait, `setTimeout`',
  can: ['retry'],
  wrap: ({ retries, delay }) => {
    return (task) => async (arg) => {
      for (let retried = 0; ; retried++) {
        try {
          return await task(arg)
        } catch (error) {
          if (retried >= retries) throw error
          if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
        }
      }
    }
  },
}
