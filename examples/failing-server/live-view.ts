import { createLogUpdate } from 'log-update'
import { renderFrame } from './frame.ts'
import { paintFor } from '../terminal/paint.ts'
import type { SessionLog } from './session-log.ts'

/** Repaints all sessions in place, often enough for the countdowns to run smoothly; returns what takes them away. */
export function showLive(log: SessionLog, terminal: NodeJS.WriteStream): () => void {
  const repaint = createLogUpdate(terminal)
  const paint = paintFor(terminal)
  const startedAt = performance.now()
  const draw = () =>
    repaint(renderFrame(log.rows(), { now: performance.now(), startedAt, columns: terminal.columns, paint }))

  draw()
  const timer = setInterval(draw, FRAME)
  return () => {
    clearInterval(timer)
    repaint.clear()
    repaint.done()
  }
}

/** Ten frames a second: as fast as the digits of a countdown change. */
const FRAME = 100
