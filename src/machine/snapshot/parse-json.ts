import { SnapshotError } from '../../errors/snapshot-error.ts'

/**
 * Reads what was written as JSON text.
 *
 * @param what - it is, for the error
 * @throws SnapshotError when it was cut short, or is something else
 */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SnapshotError('HOLDFAST_SNAPSHOT_DAMAGED', `${what} is damaged: it is no JSON text`, { cause })
  }
}
