import type { InspectorMessage, MachineDefinition } from '../../inspect/message.ts'
import type { Clock } from '../../time.ts'
import type { StoredFacts } from '../protocol.ts'
import { createNews } from './session-news.ts'
import type { NewsSince, SessionNews } from './session-news.ts'
import type { Numbering } from './numbering.ts'

/**
 * Keeps what sources tell of single sessions for the pages that look at one, or have done so lately. What is told of all
 * others is let go at once.
 */
export interface WatchedSessions {
  /** Somebody asks for a session: keeps what is told of it for a minute. */
  touch(key: string): void
  /** Keeps it until the function is called that this gives, and for a minute more. */
  watch(key: string): () => void
  isWatched(key: string): boolean
  readonly message: (key: string, message: InspectorMessage) => void
  readonly stored: (key: string, facts: StoredFacts) => void
  readonly definition: (key: string, definition: MachineDefinition) => void
  /** @returns what was told after a number, as far as another; undefined when something of it is no longer held */
  since(key: string, after: number, upTo: number): NewsSince | undefined
  /** The number of the first message that came after a number and has a higher `seq`. */
  firstAfter(key: string, after: number, seq: number): number | undefined
}

export interface WatchedSessionsOptions {
  readonly numbering: Numbering
  readonly clock: Clock
  /** Is called when something was kept. */
  readonly onNews: () => void
}

export function createWatchedSessions({ numbering, clock, onNews }: WatchedSessionsOptions): WatchedSessions {
  const watched = new Map<string, Watched>()
  /** Of sessions that nobody looks at any more: when that began. */
  const left = new Map<string, number>()
  let leftBefore = 0

  const leave = (key: string) => {
    watched.delete(key)
    left.delete(key)
    // A number of its own: what comes next comes after it.
    left.set(key, numbering.next())
    if (left.size <= MOST_LEFT) return
    const [oldest, n] = left.entries().next().value!
    left.delete(oldest)
    leftBefore = n
  }

  /** What is told is kept, unless the last who looked at it is long gone. */
  const newsOf = (key: string): SessionNews | undefined => {
    const one = watched.get(key)
    if (!one) return undefined
    if (one.watchers > 0 || clock.now() < one.until) return one.news
    leave(key)
    return undefined
  }

  const touch = (key: string): Watched => {
    newsOf(key)
    const one = watched.get(key) ?? { news: createNews(left.get(key) ?? leftBefore), watchers: 0, until: 0 }
    one.until = clock.now() + KEPT_FOR
    watched.delete(key)
    watched.set(key, one)
    if (watched.size > MOST_WATCHED) {
      const idle = [...watched].find(([other, { watchers }]) => watchers === 0 && other !== key)
      if (idle) leave(idle[0])
    }
    return one
  }

  const tell = (key: string, how: (news: SessionNews) => void) => {
    const news = newsOf(key)
    if (!news) return
    how(news)
    onNews()
  }

  return {
    touch,
    watch(key) {
      const one = touch(key)
      one.watchers++
      return () => {
        one.watchers--
        one.until = clock.now() + KEPT_FOR
      }
    },
    isWatched: (key) => newsOf(key) !== undefined,
    message: (key, message) => tell(key, (news) => news.addMessage(numbering.next(), message)),
    stored: (key, facts) => tell(key, (news) => news.setStored(numbering.next(), facts)),
    definition: (key, definition) => tell(key, (news) => news.setDefinition(numbering.next(), definition)),
    since: (key, after, upTo) => newsOf(key)?.since(after, upTo),
    firstAfter: (key, after, seq) => newsOf(key)?.firstAfter(after, seq),
  }
}

interface Watched {
  readonly news: SessionNews
  watchers: number
  until: number
}

/** A page that was cut off for longer asks anew. Milliseconds. */
const KEPT_FOR = 60_000

const MOST_WATCHED = 100
const MOST_LEFT = 1000
