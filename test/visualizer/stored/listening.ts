import type { SessionRow, StoredFacts } from '../../../src/visualizer/protocol.ts'
import type { SessionSource, SourceListener } from '../../../src/visualizer/sources/session-source.ts'
import { nextTurn } from '../../support/next-turn.ts'

/** What a source has told. */
export interface Listening {
  readonly listener: SourceListener
  /** As they were told last. */
  readonly rows: ReadonlyMap<string, SessionRow>
  /** Every row that was told, and each key that was removed. */
  readonly told: (SessionRow | string)[]
  readonly stored: (readonly [key: string, facts: StoredFacts])[]
  /** What `info` said when it changed. */
  readonly remarks: (string | undefined)[]
  /** The row of a session by its own id. */
  readonly row: (id: string) => SessionRow | undefined
}

export function listenTo(source: Pick<SessionSource, 'info'>): Listening {
  const rows = new Map<string, SessionRow>()
  const told: Listening['told'] = []
  const stored: Listening['stored'] = []
  const remarks: Listening['remarks'] = []
  return {
    rows,
    told,
    stored,
    remarks,
    row: (id) => [...rows.values()].find((row) => row.id === id),
    listener: {
      row(row) {
        rows.set(row.key, row)
        told.push(row)
      },
      removed(key) {
        rows.delete(key)
        told.push(key)
      },
      message() {},
      stored: (key, facts) => void stored.push([key, facts]),
      definition() {},
      changed: () => void remarks.push(source.info().remark),
    },
  }
}

/** Waits for what is to come, however many turns of the event loop that takes. */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  for (const end = performance.now() + 10_000; !(await isSo()); await nextTurn())
    if (performance.now() > end) throw new Error(`${what} has not come`)
}

/** Counts the turns of the event loop, of which those who work long leave some to others. */
export function countTurns(): { readonly count: number; readonly stop: () => number } {
  let count = 0
  let isOver = false
  const goOn = () => {
    count++
    if (!isOver) setImmediate(goOn)
  }
  setImmediate(goOn)
  return {
    get count() {
      return count
    },
    stop() {
      isOver = true
      return count
    },
  }
}
