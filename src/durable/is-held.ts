import type { SessionRecord } from './session-store.ts'

/** Whether somebody runs a session: its owner has neither released it nor let its lease run out. */
export const isHeld = (
  { owner, leaseUntil }: Pick<SessionRecord, 'owner' | 'leaseUntil'>,
  now: number,
): boolean => owner !== null && (leaseUntil === null || now < leaseUntil)
