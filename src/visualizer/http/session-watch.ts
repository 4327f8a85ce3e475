import type { Hub } from '../table/create-hub.ts'
import type { NewsSince } from '../table/session-news.ts'

/** What a page is told of the one session that it looks at, from whichever source. */
export interface SessionWatch {
  /** @returns undefined when the page must ask for the session anew: others tell of it now, or not all of it is held */
  since(after: number, upTo: number): NewsSince | undefined
  close(): void
}

/** @param key - of the session; without, there is nothing to tell */
export function createSessionWatch({ table, watched }: Hub, key: string | undefined): SessionWatch {
  if (key === undefined) return { since: () => ({ messages: [] }), close() {} }
  /** How to look away from each of its keys. */
  const open = new Map<string, () => void>()
  let told: string | undefined

  /** Other sources may have come to tell of it. @returns whether its messages come from the same one as before */
  const follow = () => {
    const line = table.find(key)
    for (const held of [line?.told, line?.stored]) {
      if (!held || open.has(held.row.key)) continue
      const unwatch = watched.watch(held.row.key)
      const lookAway = held.source.watch?.(held.row.key)
      open.set(held.row.key, () => {
        unwatch()
        lookAway?.()
      })
    }
    const before = told
    told = line?.told?.row.key ?? told
    return before === undefined || before === told
  }

  follow()
  return {
    since(after, upTo) {
      if (!follow()) return undefined
      const messages: string[] = []
      let last: Omit<NewsSince, 'messages'> = {}
      for (const one of open.keys()) {
        const news = watched.since(one, after, upTo)
        if (!news) return undefined
        messages.push(...news.messages)
        last = { ...last, ...news }
      }
      return { ...last, messages }
    },
    close() {
      for (const lookAway of open.values()) lookAway()
    },
  }
}
