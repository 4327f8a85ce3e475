import type { Peer } from './peer.ts'

/** No retry at all: what calling the function costs by itself. */
export const peer: Peer = {
  name: 'bare await',
  setup: '`await task()`: the floor under every row',
  can: [],
  wrap: () => (task) => task,
}
