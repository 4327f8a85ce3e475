import { randomId, systemRandom } from '../random.ts'
import type { AnyActorRef } from '../machine/xstate.ts'

/** A name for an actor that no other process gives to one of its own: recordings of several are read together. */
export function actorId({ sessionId }: Pick<AnyActorRef, 'sessionId'>): string {
  // Not before: some platforms have no chance while they load modules.
  processId ??= randomId(systemRandom).slice(0, 8)
  return `${processId}-${sessionId.replace(/^x:/, '')}`
}

let processId: string | undefined
