import { show } from '../../errors/show.ts'
import { SnapshotError } from '../../errors/snapshot-error.ts'

/** The error about a part of a snapshot that is not what was written. */
export const damaged = (path: string, expected: string, received: unknown): SnapshotError =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_DAMAGED',
    `the snapshot is damaged: ${path} must be ${expected}, got ${show(received)}`,
  )
