import { seconds } from '../terminal/seconds.ts'
import type { SessionLog } from './session-log.ts'
import type { SessionRow } from './session-row.ts'

/** Writes one plain line an event, for pipes, files and terminals that cannot repaint; returns what ends it. */
export function showPlain(log: SessionLog, output: NodeJS.WritableStream): () => void {
  const startedAt = performance.now()
  return log.subscribe((row) => {
    // An evaluation takes no time here, and its verdict is in the line that follows.
    if (row.state !== 'evaluating') output.write(`${renderEvent(row, performance.now() - startedAt)}\n`)
  })
}

/** One event as a line: `  1.5 s  connection reset  #2  sleeping 1.0 s: ECONNRESET`. */
export function renderEvent({ name, attempt, state, sleep, why }: SessionRow, elapsed: number): string {
  const start = `${seconds(elapsed).padStart(7)}  ${name.padEnd(16)}  #${attempt}  ${state}`
  if (sleep !== undefined) return `${start} ${seconds(sleep.until - sleep.from)}: ${why}`
  return state === 'attempting' ? start : `${start}: ${why}`
}
