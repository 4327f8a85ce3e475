import { AFTER } from './read-definition.ts'
import type { DefinedState, DefinedTransition } from './read-definition.ts'
import { formatDuration } from './format-duration.ts'

/** The event that a transition is for, in words: `retry failed`, `after 1 s`; what comes from outside keeps its name. */
export function eventLabel({ event, delay }: DefinedTransition, { id, invoke }: DefinedState): string {
  if (event === '') return 'always'
  if (event === '*') return 'any event'
  const actor = (prefix: string, what: string) => {
    const actorId = event.slice(prefix.length)
    const src = invoke.find((each) => each.id === actorId)?.src ?? actorId
    return `${actorName(actorId, src)} ${what}`
  }
  if (event.startsWith(DONE)) return actor(DONE, 'done')
  if (event.startsWith(FAILED)) return actor(FAILED, 'failed')
  if (event.startsWith(CHANGED)) return actor(CHANGED, 'changed')
  if (event.startsWith(STATE_DONE)) return 'done'
  if (event.startsWith(AFTER)) return `after ${delayOf(delay ?? event.slice(AFTER.length, -id.length - 1))}`
  return event
}

/** Whether an event says that something went wrong. */
export const isErrorEvent = (event: string): boolean => event.startsWith(FAILED)

/** The name of what is invoked: its id, unless XState has made that up. */
export const actorName = (id: string, src: string): string => {
  if (!/^\d+\./.test(id)) return id
  return src.startsWith('xstate.invoke.') ? 'actor' : src
}

function delayOf(delay: unknown): string {
  const ms = typeof delay === 'number' ? delay : Number(delay)
  return Number.isFinite(ms) ? formatDuration(ms) : String(delay)
}

const DONE = 'xstate.done.actor.'
const FAILED = 'xstate.error.actor.'
const CHANGED = 'xstate.snapshot.'
const STATE_DONE = 'xstate.done.state.'
