import type { Paint } from './paint.ts'

/** What is left of a sleep: it shrinks towards the wake-up. @param left - from 0 to 1 */
export function renderBar(left: number, width: number, paint: Paint): string {
  const full = Math.ceil(left * width)
  return paint('yellow', '━'.repeat(full)) + paint('dim', '─'.repeat(width - full))
}
