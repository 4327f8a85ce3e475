import { useEffect, useMemo } from 'preact/hooks'

import type { Page } from '../page.ts'
import type { OrderHolder } from './order-holder.ts'
import { createOrderHolder } from './order-holder.ts'

/** Keeps rows where they are while a person is about to choose one. */
export function useHeldOrder({ clock, list }: Pick<Page, 'clock' | 'list'>): OrderHolder {
  const holder = useMemo(() => createOrderHolder({ clock, hold: list.hold }), [clock, list])
  useEffect(() => holder.release, [holder])
  return holder
}
