import type { Ability, Peer } from './peer.ts'
import { peer as asyncRetry } from './async-retry.ts'
import { peer as bareAwait } from './bare-await.ts'
import { peer as cockatiel } from './cockatiel.ts'
import { peer as effect } from './effect.ts'
import { peer as exponentialBackoff } from './exponential-backoff.ts'
import { peer as holdfast } from './holdfast.ts'
import { peer as holdfastMachine } from './holdfast-machine.ts'
import { peer as lifeomicAttempt } from './lifeomic-attempt.ts'
import { peer as pRetry } from './p-retry.ts'
import { peer as plainLoop } from './plain-loop.ts'
import { peer as xstate } from './xstate.ts'
import { peer as xstateSameChart } from './xstate-same-chart.ts'

/** Every peer by the name of its file, in the order of the tables: neighbours are measured one right after another. */
export const peers = {
  'bare-await': bareAwait,
  'plain-loop': plainLoop,
  holdfast,
  cockatiel,
  'holdfast-machine': holdfastMachine,
  'p-retry': pRetry,
  'async-retry': asyncRetry,
  'exponential-backoff': exponentialBackoff,
  'lifeomic-attempt': lifeomicAttempt,
  effect,
  xstate,
  'xstate-same-chart': xstateSameChart,
} satisfies Record<string, Peer>

export type PeerFile = keyof typeof peers

/** The files of the peers, without the same chart: it stands beside an inspected session alone. */
export const compared = (Object.keys(peers) as PeerFile[]).filter((file) => file !== 'xstate-same-chart')

/** The compared peers that can do something. */
export const ableTo = (ability: Ability): PeerFile[] =>
  compared.filter((file) => peers[file].can.includes(ability))

/** Written by hand to show the floor: nobody's competitor. */
export const floors: readonly PeerFile[] = ['bare-await', 'plain-loop']
