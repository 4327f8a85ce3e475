import type { SessionDetail, Update } from 'holdfast/visualizer'

import { RefusedError } from '../connection/api.ts'
import type { Cell } from '../state/cell.ts'
import { createCell } from '../state/cell.ts'
import { growDetail } from './grow-detail.ts'

/** Keeps the detail of the session that is open. */
export interface SessionFollower {
  /** Undefined when none is open. */
  readonly followed: Cell<FollowedSession | undefined>
  readonly follow: (key: string | undefined) => void
  readonly take: (update: Update) => void
  /** Asks for the detail anew. */
  readonly refresh: () => void
  /** Asks for it anew if it could not be read. */
  readonly askAgain: () => void
}

export interface FollowedSession {
  readonly key: string
  /** Absent until it has come. */
  readonly detail?: SessionDetail
  /** Why there is none. */
  readonly problem?: 'unknown' | Error
}

export interface SessionFollowerOptions {
  readonly fetchDetail: (key: string, signal: AbortSignal) => Promise<SessionDetail>
}

export function createSessionFollower({ fetchDetail }: SessionFollowerOptions): SessionFollower {
  const followed = createCell<FollowedSession | undefined>(undefined)
  let aborter = new AbortController()
  /** What was told while the detail was under way: it may or may not be in there. */
  let early: Update[] | undefined

  async function load(key: string): Promise<void> {
    aborter.abort()
    aborter = new AbortController()
    const { signal } = aborter
    early = []
    try {
      const detail = await fetchDetail(key, signal)
      if (signal.aborted) return
      followed.set({ key, detail: early.reduce(growDetail, detail) })
      early = undefined
    } catch (error) {
      if (signal.aborted) return
      early = undefined
      followed.set({ ...followed.value, key, problem: problemOf(error) })
    }
  }

  function refresh(): void {
    const key = followed.value?.key
    if (key !== undefined) void load(key)
  }

  return {
    followed,
    refresh,
    askAgain() {
      if (followed.value?.problem instanceof Error) refresh()
    },
    follow(key) {
      if (key === followed.value?.key) return
      aborter.abort()
      early = undefined
      followed.set(key === undefined ? undefined : { key })
      if (key !== undefined) void load(key)
    },
    take(update) {
      const session = followed.value
      early?.push(update)
      // Its program has come back.
      if (session?.problem === 'unknown' && update.rows?.some(({ key }) => key === session.key))
        void load(session.key)
      if (session?.detail === undefined) return
      const detail = growDetail(session.detail, update)
      if (detail !== session.detail) followed.set({ ...session, detail })
      // It may go on in another line: that of its store, or of a program.
      if (update.removed?.includes(detail.row.key)) void load(session.key)
    },
  }
}

function problemOf(error: unknown): 'unknown' | Error {
  if (error instanceof RefusedError && error.status === 404) return 'unknown'
  return error instanceof Error ? error : new Error(String(error))
}
