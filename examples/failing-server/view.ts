import { showLive } from './live-view.ts'
import { showPlain } from './plain-view.ts'
import type { SessionLog } from './session-log.ts'

/** Shows the sessions as well as the output can: repainted on a terminal, line by line elsewhere; returns what ends it. */
export const openView = (log: SessionLog, output: NodeJS.WriteStream): (() => void) =>
  canRepaint(output) ? showLive(log, output) : showPlain(log, output)

/** A dumb terminal, as in some editors, knows no cursor movements; one without a size, as in some runners, has no place. */
const canRepaint = ({ isTTY, columns, rows }: NodeJS.WriteStream) =>
  isTTY && columns > 0 && rows > 0 && process.env['TERM'] !== 'dumb'
