import { useLayoutEffect } from 'preact/hooks'

import type { Page } from '../page.ts'
import { usePage } from '../state/use-page.ts'
import { useRenderAgain } from '../state/use-render-again.ts'

/**
 * The key of the line of the session that is open, once that is known. The address may have another one: it stays as it
 * was when the session goes on in another line. What else is told of it does not have the component rendered again.
 */
export function useOpenKey(): string | undefined {
  const page = usePage()
  const renderAgain = useRenderAgain()
  useLayoutEffect(() => {
    let shown = openKey(page)
    const look = () => {
      const key = openKey(page)
      if (key === shown) return
      shown = key
      renderAgain()
    }
    return page.followed.subscribe(look)
  }, [page])
  return openKey(page)
}

function openKey({ address, followed }: Page): string | undefined {
  const { key, detail } = followed.value ?? {}
  return key === address.value.session ? detail?.row.key : undefined
}
