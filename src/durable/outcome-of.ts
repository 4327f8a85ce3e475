import type { Codec } from '../machine/snapshot/json.ts'
import { createValueWriter } from '../machine/snapshot/value-writer.ts'
import type { RetryActor } from '../machine/xstate.ts'
import { ENDED } from './last-change.ts'
import type { SessionChange } from './session-store.ts'
import { lastSnapshot } from './state-change.ts'

/** What a session came to, and how that is stored. */
export type SessionOutcome =
  | { readonly failed: false; readonly value: unknown; readonly change: SessionChange }
  | { readonly failed: true; readonly error: unknown; readonly change: SessionChange }

/** Waits for a session's end. A value that cannot be stored is a failure: whoever asks later could not be given it. */
export async function outcomeOf(
  result: Promise<unknown>,
  actor: RetryActor,
  codec: Codec | undefined,
): Promise<SessionOutcome> {
  try {
    const value = await result
    const text = JSON.stringify(createValueWriter(codec).write(value, 'result'))
    const change = { ...ENDED, status: 'done', event: 'done', snapshot: null, result: text } as const
    return { failed: false, value, change }
  } catch (error) {
    const text = JSON.stringify(createValueWriter(codec).writeThrown(error))
    // For whoever looks into it later; nobody goes on from it.
    const snapshot = lastSnapshot(actor, codec)
    const change = { ...ENDED, status: 'failed', event: 'failed', snapshot, error: text } as const
    return { failed: true, error, change }
  }
}
