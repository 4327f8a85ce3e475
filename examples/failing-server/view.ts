import { canRepaint } from '../terminal/can-repaint.ts'
import { showLive } from './live-view.ts'
import { showPlain } from './plain-view.ts'
import type { SessionLog } from './session-log.ts'

/** Shows the sessions as well as the output can: repainted on a terminal, line by line elsewhere; returns what ends it. */
export const openView = (log: SessionLog, output: NodeJS.WriteStream): (() => void) =>
  canRepaint(output) ? showLive(log, output) : showPlain(log, output)
