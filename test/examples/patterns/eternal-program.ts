/**
 * A service that loses its connection 100,000 times, in no real time; prints how many bytes its heap grew after the
 * first quarter. To be run with `--expose-gc`.
 */
import type { Clock } from 'holdfast'
import { ConnectionLost, keepUp } from '../../../examples/patterns/eternal-service.ts'

const ATTEMPTS = 100_000

let time = 0
/** Its timers are due at once. */
const clock: Clock = {
  now: () => time,
  monotonic: () => time,
  setTimer(callback, ms) {
    time += ms
    const timer = setImmediate(callback)
    return () => clearImmediate(timer)
  },
}

const shutdown = new AbortController()
const heap: number[] = []
let attempts = 0

await keepUp(
  async () => {
    attempts++
    if (attempts % (ATTEMPTS / 4) === 0) {
      globalThis.gc?.()
      heap.push(process.memoryUsage().heapUsed)
    }
    if (attempts === ATTEMPTS) shutdown.abort()
    throw new ConnectionLost(`attempt ${attempts}`)
  },
  shutdown.signal,
  { clock },
)
const [first = 0] = heap
console.log(JSON.stringify({ attempts, growth: Math.max(...heap) - first }))
