import type { SessionRow } from 'holdfast/visualizer'

import { localTime } from './times.ts'

/** What a store was asked for. */
type Request = NonNullable<SessionRow['asked']>

/** That it was, in few words. */
export const REQUEST_WORDS: Readonly<Record<Request, string>> = {
  wake: 'wake asked for',
  cancel: 'cancel asked for',
}

interface RequestFacts {
  readonly asked: Request
  /** Who runs the session, in words; undefined when nobody does. */
  readonly owner: string | undefined
  /** Of a worker that is gone: when its lease ends; null when it has none, absent where that is not known. */
  readonly leaseUntil?: number | null
}

/** Who does what a store was asked for, and when. */
export function describeRequest({ asked, owner, leaseUntil }: RequestFacts, now: number): string {
  const does = DEEDS[asked]
  if (owner !== undefined) return `${owner} ${does} at its next look`
  const next = `whoever runs it next ${does}`
  if (leaseUntil === undefined) return next
  if (leaseUntil !== null && leaseUntil > now)
    return `its worker is gone: ${next}, on another machine once its lease ends at ${localTime(leaseUntil, now)}`
  return asked === 'wake' ? next : `${next}; cancelled again, it ends at once`
}

const DEEDS: Readonly<Record<Request, string>> = { wake: 'ends its sleep', cancel: 'ends it' }
