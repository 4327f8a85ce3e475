import type { SessionStore } from '../../durable/session-store.ts'
import { decodeSession } from '../../stores/reading/decode-session.ts'
import { holderOf } from '../../stores/reading/holder-of.ts'
import { styleFor } from '../format/style-for.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { describeSession } from './describe-session.ts'
import { findSession } from './find-session.ts'
import { formatHistory } from './format-history.ts'
import type { SessionCommandOptions } from './session-command.ts'

/** Prints all that is known of a session. */
export async function printSession(
  store: SessionStore,
  id: string,
  { json }: SessionCommandOptions,
  { stdout }: Terminal,
): Promise<void> {
  const record = await findSession(store, id)
  const history = await store.history(id)
  const now = store.now()
  const decoded = decodeSession(record, now)
  if (json) {
    const held = holderOf(record, now) !== undefined
    return print(stdout, JSON.stringify({ ...record, held, decoded, history }, null, 2))
  }
  const style = styleFor(stdout)
  await print(stdout, describeSession(record, decoded, now, style))
  await print(stdout, `\n${formatHistory(history, now, stdout.columns, style)}`)
}
