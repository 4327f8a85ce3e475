import type { Cell } from '../state/cell.ts'
import { createCell } from '../state/cell.ts'
import type { PageClock } from '../state/page-clock.ts'

/** What the page tells a person who has not asked. */
export interface Notices {
  /** Oldest first. */
  readonly shown: Cell<readonly Notice[]>
  readonly add: (notice: NewNotice) => void
  readonly dismiss: (id: number) => void
}

interface NewNotice {
  readonly text: string
  /** A problem stays until it is dismissed. */
  readonly tone?: 'calm' | 'problem'
  readonly action?: { readonly label: string; run(): void }
}

interface Notice extends NewNotice {
  readonly id: number
}

export function createNotices(clock: PageClock): Notices {
  const shown = createCell<readonly Notice[]>([])
  let lastId = 0
  const dismiss = (id: number) => shown.set(shown.value.filter((notice) => notice.id !== id))

  return {
    shown,
    dismiss,
    add(notice) {
      const id = ++lastId
      // One that says the same takes the place of the one before.
      const others = shown.value.filter(({ text }) => text !== notice.text)
      shown.set([...others.slice(1 - MOST_NOTICES), { ...notice, id }])
      if (notice.tone !== 'problem') clock.setTimer(() => dismiss(id), CALM_FOR)
    },
  }
}

const MOST_NOTICES = 4

/** Milliseconds. */
const CALM_FOR = 8000
