import type { SessionRow } from '../protocol.ts'
import type { SessionSource } from '../sources/session-source.ts'

/** A row as its source told it. */
export interface HeldRow {
  readonly row: SessionRow
  readonly source: SessionSource
}

/** A row as it is shown. */
export interface ShownRow {
  readonly row: SessionRow
  /** What a search looks at, in lower case; made when it is first asked for. */
  text: string | undefined
}
