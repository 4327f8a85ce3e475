import { pause } from '../../durable/pause.ts'
import type { SessionStore } from '../../durable/session-store.ts'
import { redact } from '../../inspect/redact/redact.ts'
import type { OpenVisualizer } from '../../visualizer/open-visualizer.ts'
import { createStoreSource } from '../../visualizer/sources/store-source.ts'
import { printable } from '../format/printable.ts'
import { openStore } from '../open-store.ts'
import { print } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { isThere } from './is-there.ts'

/**
 * Shows a store as soon as a program has made it.
 *
 * @param signal - ends the wait
 * @returns the store, which whoever calls this closes; undefined when it never came
 * @throws by rejection: whatever is wrong with what is there
 */
export async function showOnceThere(
  path: string,
  { addSource }: OpenVisualizer,
  { stderr }: Terminal,
  signal: AbortSignal,
): Promise<SessionStore | undefined> {
  const text = `There is no store at ${printable(path)} yet: it is shown once the program has made it.`
  await print(stderr, text)
  while (!isThere(path)) {
    if (signal.aborted) return undefined
    // oxlint-disable-next-line no-await-in-loop
    await pause(LOOK_EVERY, signal)
  }
  const store = await openStore(path)
  addSource(createStoreSource(store, { sanitize: redact }))
  return store
}

/** Milliseconds. */
const LOOK_EVERY = 100
