/** The places at which a worker can be killed, in the order in which a session comes by. */
export const POINTS = [
  'before insert',
  /** Within the transaction, or just behind its COMMIT: so too below. */
  'in insert',
  'after insert',
  'before claim',
  'in claim',
  'after claim',
  'in before hook',
  'in attempt',
  'after attempt',
  'in after hook',
  'in beforeSleep hook',
  'before commit',
  'in commit',
  'after commit',
  'asleep',
  'after last commit',
  'after answer',
] as const

export type Point = (typeof POINTS)[number]
