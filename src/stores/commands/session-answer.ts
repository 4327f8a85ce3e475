import type { SessionRecord } from '../../durable/session-store.ts'

/** What somebody's request of a stored session came to; undefined when there is no such session. */
export type SessionAnswer = SessionChange | SessionRefusal | undefined

/** It was done, or passed on to whoever runs the session. Texts follow the session's name. */
interface SessionChange {
  /** In a word, for scripts. */
  readonly outcome: string
  /** As it is now. */
  readonly session: SessionRecord
  /** What was done, and what comes next. */
  readonly text: string
}

interface SessionRefusal {
  /** Why it cannot be done. */
  readonly refusal: string
}
