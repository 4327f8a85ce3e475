import { hasEnded } from '../../../durable/has-ended.ts'
import type { SessionRecord } from '../../../durable/session-store.ts'
import { createToPlain } from '../../../inspect/plain/to-plain.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import { readStoredState } from '../../../stores/reading/read-texts.ts'
import type { StoredState } from '../../../stores/reading/read-texts.ts'
import { whyUnreadable } from '../../../stores/reading/why-unreadable.ts'
import type { SnapshotCopy } from '../../protocol.ts'

/** A session's snapshot as it is stored, its values sanitised. */
export function snapshotCopy(record: SessionRecord, plain: ToPlain): SnapshotCopy {
  const text = record.snapshot
  if (text === null)
    return refused(
      null,
      hasEnded(record) ? 'it has ended, and needs none' : 'it has none before its first attempt has ended',
    )
  let state: StoredState
  try {
    state = readStoredState(text)
  } catch (error) {
    // Readers throw errors.
    return refused(null, whyUnreadable(error as Error))
  }
  const given: unknown = JSON.parse(text)
  const snapshot = plain(given, 'snapshot')
  const shown = shownState(record, state, plain)
  if (hasEnded(record))
    return refused(shown ?? snapshot, 'the session has ended: retry it, and it runs again')
  if (shown !== undefined || !isSame(snapshot, given)) return refused(shown ?? snapshot, HIDDEN)
  return { snapshot, restorable: true, reason: RESTORABLE }
}

/**
 * The state as it may be shown, where a sanitiser that looks for values where they are in a running session has hidden
 * any: where they are in a snapshot, and how errors are written there, it need not know.
 */
function shownState({ id }: SessionRecord, { value, context, output, error }: StoredState, plain: ToPlain) {
  const parts = Object.entries({ context, output, error, key: id })
    .filter(([, of]) => of !== undefined)
    .map(([part, of]) => [part, plain(of, part), asItIs(of, part)] as const)
  if (parts.every(([, shown, whole]) => isSame(shown, whole))) return undefined
  const { key: _key, ...shown } = Object.fromEntries(parts.map(([part, of]) => [part, of]))
  return { value, ...shown }
}

const asItIs = createToPlain((value) => value)

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const refused = (snapshot: unknown, reason: string): SnapshotCopy => ({ snapshot, restorable: false, reason })

const HIDDEN =
  'values in it were hidden or cut, as everywhere here: holdfast sessions export gives it as it is stored'

const RESTORABLE =
  'it is as it is stored: runWithRetry and startRetry go on from it with the option snapshot, beside the session in the store'
