import type { Cell } from '../state/cell.ts'
import { createCell } from '../state/cell.ts'
import type { PageClock } from '../state/page-clock.ts'
import { isSame } from './filters.ts'
import type { PageAddress } from './page-address.ts'
import { readAddress, writeAddress } from './page-address.ts'

export interface AddressBar {
  readonly address: Cell<PageAddress>
  /** A step of its own for the back button; none when it leads to where one is. */
  readonly go: (change: Partial<PageAddress>) => void
  /** No step of its own: a search that is typed, a moment that is dragged. */
  readonly amend: (change: Partial<PageAddress>) => void
}

/** Keeps the window's address and the page's one the same. */
export function createAddressBar({ clock, window }: { clock: PageClock; window: Window }): AddressBar {
  const { history, location } = window
  const address = createCell(readAddress(location.search))
  let isLate = false

  const write = () => {
    if (!isLate) return
    isLate = false
    history.replaceState(null, '', location.pathname + writeAddress(address.value))
  }
  window.addEventListener('popstate', () => {
    isLate = false
    const next = readAddress(location.search)
    const { filters } = address.value
    // The list stays where it is while its filters are the same.
    address.set(isSame(next.filters, filters) ? { ...next, filters } : next)
  })

  return {
    address,
    go(change) {
      write()
      const next = { ...address.value, ...change }
      if (writeAddress(next) === writeAddress(address.value)) return
      address.set(next)
      history.pushState(null, '', location.pathname + writeAddress(address.value))
    },
    amend(change) {
      address.set({ ...address.value, ...change })
      if (!isLate) clock.setTimer(write, AMEND_AFTER)
      isLate = true
    },
  }
}

/** Browsers refuse more than a hundred changes of the address in half a minute. */
const AMEND_AFTER = 400
