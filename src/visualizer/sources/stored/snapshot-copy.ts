import { hasEnded } from '../../../durable/has-ended.ts'
import type { SessionRecord } from '../../../durable/session-store.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import { readStoredState } from '../../../stores/reading/read-texts.ts'
import type { SnapshotCopy } from '../../protocol.ts'

/** A session's snapshot as it is stored, its values sanitised. */
export function snapshotCopy(record: SessionRecord, plain: ToPlain): SnapshotCopy {
  const text = record.snapshot
  if (text === null)
    return refused(
      null,
      hasEnded(record) ? 'it has ended, and needs none' : 'it has none before its first attempt has ended',
    )
  try {
    readStoredState(text)
  } catch (error) {
    // Readers throw errors.
    return refused(null, (error as Error).message)
  }
  const given: unknown = JSON.parse(text)
  const snapshot = plain(given, 'snapshot')
  if (hasEnded(record)) return refused(snapshot, 'the session has ended: retry it, and it runs again')
  if (JSON.stringify(snapshot) !== JSON.stringify(given)) return refused(snapshot, HIDDEN)
  return { snapshot, restorable: true, reason: RESTORABLE }
}

const refused = (snapshot: unknown, reason: string): SnapshotCopy => ({ snapshot, restorable: false, reason })

const HIDDEN =
  'values in it were hidden or cut, as everywhere here: holdfast sessions export gives it as it is stored'

const RESTORABLE =
  'it is as it is stored: runWithRetry and startRetry go on from it with the option snapshot, beside the session in the store'
