import { vi } from 'vitest'

import type { InspectorMessage } from '../../../../src/inspect/message.ts'
import type { SessionRow } from '../../../../src/visualizer/protocol.ts'
import type { SessionSource } from '../../../../src/visualizer/sources/session-source.ts'

/** What a source has told. */
export interface Heard {
  /** As they are now. */
  readonly rows: Map<string, SessionRow>
  /** Every row that was told. */
  readonly told: SessionRow[]
  readonly messages: InspectorMessage[]
  readonly removed: string[]
  /** How often what `info` says has changed. */
  changes: number
}

/** Starts a source and listens to it. */
export function hear(source: SessionSource): Heard {
  const heard: Heard = { rows: new Map(), told: [], messages: [], removed: [], changes: 0 }
  void source.start({
    row(row) {
      heard.rows.set(row.key, row)
      heard.told.push(row)
    },
    removed(key) {
      heard.rows.delete(key)
      heard.removed.push(key)
    },
    message(_key, message) {
      heard.messages.push(message)
    },
    stored() {},
    definition() {},
    changed() {
      heard.changes++
    },
  })
  return heard
}

/** The row of that name, once it is as it should be. */
export const rowWhen = (
  { rows }: Pick<Heard, 'rows'>,
  name: string,
  isThere: (row: SessionRow) => boolean = () => true,
): Promise<SessionRow> =>
  vi.waitFor(
    () => {
      const row = [...rows.values()].findLast((each) => each.name === name && isThere(each))
      if (row === undefined) throw new Error(`${name} is not there: ${JSON.stringify([...rows.values()])}`)
      return row
    },
    { timeout: 20_000, interval: 10 },
  )
