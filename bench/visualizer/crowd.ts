import { createRetryMachine, observe, startRetry, waitFixed } from 'holdfast'
import type { RetrySession } from 'holdfast'

/**
 * Many sessions that sleep, of which now one, now another is woken and fails again.
 *
 * Run with the number of sessions, and that of those to wake each second; prints `ready` once all sleep. A line on its
 * standard input begins to wake them, another ends it.
 */
const [, , sessions = '10000', rate = '25'] = process.argv

const down = new Error('503 Service Unavailable')
const machine = createRetryMachine({ id: 'delivery', wait: waitFixed('1h') })
const all: RetrySession<unknown>[] = []

let resting = 0
observe({ onSleep: () => void resting++ })

for (let n = 0; n < Number(sessions); n++) {
  all.push(startRetry(machine, () => Promise.reject(down), { id: `delivery-${n}` }))
  // So that the page's server keeps pace, as it would in a program that lives for long.
  // oxlint-disable-next-line no-await-in-loop
  if (n % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 60))
}
while (resting < all.length) {
  // oxlint-disable-next-line no-await-in-loop
  await new Promise((resolve) => setTimeout(resolve, 20))
}
console.log('ready')

process.stdin.once('data', () => {
  const began = performance.now()
  let woken = 0
  const load = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * Number(rate)
    // 7919 is prime to their number: all get their turn.
    for (; woken < due; woken++) all[(woken * 7919) % all.length]?.wake()
  }, 10)
  process.stdin.once('data', () => clearInterval(load))
})
