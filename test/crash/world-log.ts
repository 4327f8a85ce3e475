import { appendFileSync, readFileSync } from 'node:fs'
import type { SessionRecord } from 'holdfast'
import type { Answer } from './script.ts'

/** What a process does or suffers. */
export type WorldEvent =
  /** An attempt begins; `stored` is what its own process reads in the store at that moment. */
  | {
      readonly type: 'begin'
      readonly id: string
      readonly attempt: number
      readonly isRepeated: boolean
      readonly idempotencyKey: string
      readonly attemptKey: string
      readonly owner: string
      readonly stored: Pick<SessionRecord, 'status' | 'attempt' | 'owner' | 'rev'>
    }
  | { readonly type: 'end'; readonly id: string; readonly attempt: number }
  /** It holds a session, or all that it holds, at least until then. */
  | {
      readonly type: 'lease'
      readonly id: string | undefined
      readonly owner: string
      readonly until: number
    }
  /** It tells the world what a session has come to. */
  | ({ readonly type: 'answer'; readonly id: string } & Answer)
  /** From here on it may be dead. */
  | { readonly type: 'kill'; readonly where: string }
  | { readonly type: 'stop' }
  /** What it has committed until now is on the disk: frames of the write-ahead log that has this salt. */
  | { readonly type: 'synced'; readonly salt: string; readonly frames: number }
  /** It closes its store. */
  | { readonly type: 'close' }

/** One line of the log: `at` in epoch milliseconds. */
export type WorldLine = WorldEvent & { readonly pid: number; readonly at: number }

/** Appends to the log that all processes of a round write to: its order is the order of what happened. */
export const openWorldLog =
  (path: string) =>
  (event: WorldEvent, pid = process.pid): void =>
    // One write with O_APPEND, so that lines never mix; what a killed process wrote, the kernel keeps.
    appendFileSync(path, `${JSON.stringify({ ...event, pid, at: Date.now() })}\n`)

export type WorldLog = ReturnType<typeof openWorldLog>

export const readWorldLog = (path: string): WorldLine[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as WorldLine)
