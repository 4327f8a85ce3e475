import type { WorldLog } from '../world-log.ts'
import type { Death } from './orders.ts'
import type { Point } from './points.ts'

/** Told that the worker has come to a point; may not return. */
export type At = (point: Point) => void

/** Kills this process where it is to die. */
export function dieAt(death: Death | undefined, write: WorldLog): At {
  let visits = 0
  return (point) => {
    if (point !== death?.point || ++visits !== death.visit) return
    write({ type: 'kill', where: point })
    process.kill(process.pid, 'SIGKILL')
    // The kernel may take a moment, in which nothing else is to happen.
    for (;;);
  }
}
