import type { SessionSource } from '../session-source.ts'

/** Takes a source in. @returns a function that removes it */
export type AddSource = (source: SessionSource) => () => unknown

/** Those that come and go, each a source. */
export interface Comings<C extends Coming> {
  /** One that is known, or a new one. */
  come(id: string, create: () => C): C
}

export interface Coming {
  readonly source: SessionSource
  readonly isConnected: boolean
}

/** Keeps the sources of all that are connected, and of the last that were. */
export function createComings<C extends Coming>(addSource: AddSource): Comings<C> {
  // In the order in which they came last.
  const known = new Map<string, { readonly coming: C; readonly remove: () => unknown }>()

  const forgetSome = () => {
    const absent = [...known].filter(([, { coming }]) => !coming.isConnected)
    for (const [id, { remove }] of absent.slice(0, Math.max(0, absent.length - MOST_ABSENT))) {
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
  }
}

/** A program that is restarted at every change leaves many. */
const MOST_ABSENT = 20
