import type { PageClock } from '../state/page-clock.ts'

/** Keeps rows where they are for a while after the pointer has moved on them, and after a key. */
export interface OrderHolder {
  readonly onPointerMove: () => void
  readonly onPointerLeave: () => void
  readonly onKey: () => void
  /** Nobody looks at the list any more. */
  readonly release: () => void
}

export interface OrderHolderOptions {
  readonly clock: PageClock
  /** Is told when that changes. */
  readonly hold: (isHeld: boolean) => void
}

export function createOrderHolder({ clock, hold }: OrderHolderOptions): OrderHolder {
  let isHeld = false
  const tell = () => {
    if (isHeld === (pointer.isOn() || keys.isOn())) return
    isHeld = !isHeld
    hold(isHeld)
  }
  const pointer = createLapse(clock, POINTER_HOLDS, tell)
  const keys = createLapse(clock, KEY_HOLDS, tell)

  return {
    onPointerMove: pointer.begin,
    onPointerLeave: pointer.end,
    onKey: keys.begin,
    release() {
      pointer.end()
      keys.end()
    },
  }
}

/** Is on for a time after it has begun last. */
function createLapse(clock: PageClock, length: number, onTurn: () => void) {
  let cancelTimer: (() => void) | undefined
  const end = () => {
    cancelTimer?.()
    cancelTimer = undefined
    onTurn()
  }
  const begin = () => {
    cancelTimer?.()
    cancelTimer = clock.setTimer(end, length)
    onTurn()
  }
  return { begin, end, isOn: () => cancelTimer !== undefined }
}

/** Milliseconds, as is the next one. A pointer that rests was left there. */
const POINTER_HOLDS = 5000

const KEY_HOLDS = 3000
