import { SnapshotError } from 'holdfast'

/** The `SnapshotError` that something throws; any other error, or none, is an error of the test. */
export function refusalOf(act: () => unknown): SnapshotError {
  try {
    act()
  } catch (error) {
    if (error instanceof SnapshotError) return error
    throw error
  }
  throw new Error('it was not refused')
}
