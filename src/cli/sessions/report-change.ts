import type { SessionRecord } from '../../durable/session-store.ts'
import { printable } from '../format/printable.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { factsOf } from './facts-of.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** What a command has done to a session. */
export interface Change {
  /** In a word, for scripts. */
  readonly outcome: string
  /** As it is now. */
  readonly session: SessionRecord
  /** What follows its id: what was done, and what comes next. */
  readonly text: string
}

/** Prints what a command has done. */
export function reportChange(
  { stdout }: Terminal,
  { json }: SessionCommandOptions,
  { outcome, session, text }: Change,
  now: number,
): Promise<void> {
  return print(
    stdout,
    json ? JSON.stringify({ outcome, session: factsOf(session, now) }) : printable(`${session.id} ${text}.`),
  )
}
