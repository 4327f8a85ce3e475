import type { Command, SessionRow, SourceInfo } from 'holdfast/visualizer'

import type { SessionSource, SourceListener } from '../../../../src/visualizer/sources/session-source.ts'

/** A source whose sessions are as the test says. */
export interface RowSource extends SessionSource {
  /** `retry live:7`, in order. */
  readonly commands: string[]
  change(rows: readonly SessionRow[]): void
  remove(key: string): void
}

/** @param refuse - why a command cannot be done */
export function createRowSource(
  rows: readonly SessionRow[],
  info: SourceInfo,
  refuse: (row: SessionRow, command: Command) => string | undefined = () => undefined,
): RowSource {
  const known = new Map(rows.map((row) => [row.key, row]))
  const commands: string[] = []
  let listener: SourceListener | undefined
  return {
    commands,
    change(changed) {
      for (const row of changed) {
        known.set(row.key, row)
        listener?.row(row)
      }
    },
    remove(key) {
      known.delete(key)
      listener?.removed(key)
    },
    info: () => info,
    start(given) {
      listener = given
      for (const row of known.values()) given.row(row)
    },
    detail: async (key) => (known.has(key) ? { messages: [], forgotten: 0, taken: {} } : undefined),
    snapshot: async () => undefined,
    async command(key, command) {
      commands.push(`${command} ${key}`)
      const row = known.get(key)
      return row && refuse(row, command)
    },
    close: async () => {},
  }
}
