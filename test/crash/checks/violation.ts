/** A promise that was broken. */
export interface Violation {
  readonly kind: ViolationKind
  readonly text: string
}

export type ViolationKind =
  /** What was acknowledged is no more. */
  | 'lost'
  /** An attempt's outcome is in the history more than once. */
  | 'double commit'
  | 'revisions'
  /** The history tells of something that cannot have been so. */
  | 'history'
  /** An attempt began before the store said so. */
  | 'write-ahead'
  /** A session was taken from an owner that lives. */
  | 'two owners'
  | 'keys'
  | 'unfinished'
  | 'damaged file'

/** Says what is wrong with one session. */
export type Report = (kind: ViolationKind, text: string) => void
