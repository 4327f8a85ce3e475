import { useRef } from 'preact/hooks'

import { useNow } from '../state/use-now.ts'
import { age } from '../words/times.ts'

/** For how long it has been under way; nothing while that is less than what a person would ask about. */
export function Progress() {
  const began = useRef(Date.now()).current
  const passed = useNow(Date.now) - began
  if (passed < NOTED_AFTER) return null
  return (
    <p class="dialog-progress">
      <span role="status">It is under way, and goes on also when this is closed.</span>
      {` ${age(passed)} so far.`}
    </p>
  )
}

/** Milliseconds. */
const NOTED_AFTER = 1000
