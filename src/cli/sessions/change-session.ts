import type { SessionStore } from '../../durable/session-store.ts'
import type { SessionAnswer } from '../../stores/commands/session-answer.ts'
import { who } from '../../visualizer/who.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { printable } from '../format/printable.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { withStore } from '../with-store.ts'
import { factsOf } from './facts-of.ts'
import { noSession } from './find-session.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Asks something of a session, as whoever runs the command. */
type Ask = (store: SessionStore, id: string, by: string) => Promise<SessionAnswer>

/**
 * Has a session changed, and prints what was done.
 *
 * @throws CommandError when there is no such session, or it is in no state for it
 */
export const changeSession = (
  ask: Ask,
  id: string,
  options: SessionCommandOptions,
  { stdout }: Terminal,
): Promise<void> =>
  withStore(options.store, async (store) => {
    const answer = await ask(store, id, who())
    if (answer === undefined) throw noSession(store, id)
    if ('refusal' in answer) throw new CommandError(EXIT.refused, `${id} ${answer.refusal}`)
    const { outcome, session, text } = answer
    await print(
      stdout,
      options.json
        ? JSON.stringify({ outcome, session: factsOf(session, store.now()) })
        : printable(`${session.id} ${text}.`),
    )
  })
