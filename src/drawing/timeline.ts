/** What a session did, as stretches of time; epoch milliseconds. */
export interface Timeline {
  readonly from: number
  /** What came before `from` is not known: the session began earlier. */
  readonly hasGap?: true
  /** Until the end of the session; else now, or where its sleep is to end if that can be shown beside what has been. */
  readonly to: number
  /** In the order in which they began. */
  readonly bars: readonly TimelineBar[]
  /** What came from outside, and the end. */
  readonly marks: readonly TimelineMark[]
  /** The session has ended. */
  readonly isOver: boolean
}

export interface TimelineBar {
  readonly kind: 'attempt' | 'sleep' | 'hook' | 'state'
  readonly from: number
  /** Now, while it is open. */
  readonly to: number
  readonly isOpen: boolean
  readonly label: string
  readonly outcome?: 'done' | 'failed' | 'cut'
  /** The number of the attempt, or of the one before the sleep. */
  readonly attempt?: number
  /** What it failed with, in one line. */
  readonly error?: string
  /** When the sleep was to end. */
  readonly planned?: number
  /** Of the message, or the line of the history, at which it ends; the last one while it is open. */
  readonly index: number
}

export interface TimelineMark {
  readonly at: number
  readonly label: string
  readonly index: number
}
