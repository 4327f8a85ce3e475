import { SnapshotError } from '../../errors/snapshot-error.ts'
import { show } from '../../errors/show.ts'
import type { SessionSnapshot } from './session-snapshot.ts'

type Origin = Pick<SessionSnapshot, 'machineId' | 'machineVersion'>

interface Identity {
  readonly id: string
  readonly version: string
}

/** Whether a snapshot is of a machine, in its version. */
export const isOf = ({ machineId, machineVersion }: Origin, { id, version }: Identity): boolean =>
  machineId === id && machineVersion === version

/** The error about a snapshot that is of another machine, or another version of it. */
export const mismatch = ({ machineId, machineVersion }: Origin, { id, version }: Identity): SnapshotError =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_MISMATCH',
    `the snapshot is of the machine ${show(machineId)}, version ${show(machineVersion)}, and cannot be resumed by ` +
      `${show(id)}, version ${show(version)}: give that machine, or the option migrate`,
  )

/** The error about a snapshot that is resumed under another key than its own: side effects would be made twice. */
export const otherKey = (key: string, given: string): SnapshotError =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_MISMATCH',
    `the snapshot is of the session ${show(key)}, and the machine is bound to the id ${show(given)}: bind it without one`,
  )
