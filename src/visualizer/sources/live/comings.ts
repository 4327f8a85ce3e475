import type { SessionSource } from '../session-source.ts'

/** Takes a source in. @returns a function that removes it */
export type AddSource = (source: SessionSource) => () => unknown

/** Those that come and go, each a source. */
export interface Comings<C extends Coming> {
  /** One that is known, or a new one. */
  come(id: string, create: () => C): C
  /** One has gone: where that is too much, those go for good that went before. */
  go(): void
}

export interface Coming {
  readonly source: SessionSource
  readonly isConnected: boolean
  /** About how many characters are held of it. */
  readonly size: number
}

/**
 * Keeps the sources of all that are connected, and of the last that were.
 *
 * @param characters - how large those may be together that are gone; the last one stays in any case
 */
export function createComings<C extends Coming>(addSource: AddSource, characters: number): Comings<C> {
  // In the order in which they came last.
  const known = new Map<string, { readonly coming: C; readonly remove: () => unknown }>()

  const forgetSome = () => {
    const absent = [...known].filter(([, { coming }]) => !coming.isConnected)
    let size = absent.reduce((sum, [, { coming }]) => sum + coming.size, 0)
    for (const [index, [id, { coming, remove }]] of absent.slice(0, -1).entries()) {
      if (absent.length - index <= MOST_ABSENT && size <= characters) return
      size -= coming.size
      known.delete(id)
      remove()
    }
  }

  return {
    come(id, create) {
      const found = known.get(id)
      known.delete(id)
      forgetSome()
      if (found !== undefined) {
        known.set(id, found)
        return found.coming
      }
      const coming = create()
      known.set(id, { coming, remove: addSource(coming.source) })
      return coming
    },

    go: forgetSome,
  }
}

/** A program that is restarted at every change leaves many. */
const MOST_ABSENT = 20
