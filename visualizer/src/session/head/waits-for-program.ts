import type { SessionRow } from 'holdfast/visualizer'

/** Whether a session is only stored, and nobody runs it: what is asked of it is done when its program runs again. */
export const waitsForProgram = ({ origin, owner }: Pick<SessionRow, 'origin' | 'owner'>): boolean =>
  origin === 'stored' && owner === undefined

/** What then comes of it, after its name. */
export const GOES_ON = 'goes on when its program next runs'
