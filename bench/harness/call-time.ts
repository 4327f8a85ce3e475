import type { CallTimeInput, probe } from '../call-time.probe.ts'
import type { PeerFile } from '../peers/all.ts'
import { runProbe } from './probe.ts'

/** Nanoseconds of one call of a peer, measured in a process of its own. */
export const callTime = (peer: PeerFile, input: CallTimeInput): Promise<number> =>
  runProbe<typeof probe>('call-time', peer, input)
