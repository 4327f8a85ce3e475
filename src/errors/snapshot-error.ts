/** What was wrong with a snapshot. */
export type SnapshotErrorCode =
  /** It is cut short, or not what was written. */
  | 'HOLDFAST_SNAPSHOT_DAMAGED'
  /** It is of another machine, another version of it, or of a state that the machine no longer has. */
  | 'HOLDFAST_SNAPSHOT_MISMATCH'
  /** A later version of Holdfast wrote it. */
  | 'HOLDFAST_SNAPSHOT_NEWER'
  /** It would have to hold a value that JSON cannot. */
  | 'HOLDFAST_SNAPSHOT_VALUE'
  /** The session is in no state from which it could go on. */
  | 'HOLDFAST_SNAPSHOT_STATE'

/**
 * A session's snapshot could not be written, or was refused.
 *
 * @example
 * import { SnapshotError, readSnapshot } from 'holdfast'
 *
 * try {
 *   readSnapshot('{ "holdfast": 1, "machineId": "ret')
 * } catch (error) {
 *   error instanceof SnapshotError && error.code // => 'HOLDFAST_SNAPSHOT_DAMAGED'
 * }
 */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError'
  readonly code: SnapshotErrorCode

  constructor(code: SnapshotErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
