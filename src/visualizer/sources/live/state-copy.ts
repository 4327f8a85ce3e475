import type { StateMessage } from '../../../inspect/message.ts'
import type { SnapshotCopy } from '../../protocol.ts'

/** The last state that was told, as a copy that nothing can be resumed from; undefined where none was. */
export function stateCopy(state: StateMessage | undefined, reason: string): SnapshotCopy | undefined {
  if (state === undefined) return undefined
  const { value, status, context } = state
  return { snapshot: { value, status, context }, restorable: false, reason }
}
