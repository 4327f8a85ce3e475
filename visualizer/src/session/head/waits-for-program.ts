import type { SessionRow } from 'holdfast/visualizer'

import { isOver } from '../words/is-over.ts'

/** Whether a session is only stored, and nobody runs it: what is asked of it is done when its program runs again. */
export const waitsForProgram = ({ origin, owner }: Pick<SessionRow, 'origin' | 'owner'>): boolean =>
  origin === 'stored' && owner === undefined

/** Whether it has not ended either: nothing happens in it by itself, whenever it is due. */
export const standsStill = (row: Pick<SessionRow, 'origin' | 'owner' | 'endedAt' | 'status'>): boolean =>
  waitsForProgram(row) && !isOver(row)

/** What then comes of it, after its name. */
export const GOES_ON = 'goes on when its program next runs'
