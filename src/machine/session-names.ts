import type { SessionActor } from './actor-session.ts'

/** What a watcher can call a session, and what that was given. */
export interface SessionNames {
  readonly name: string
  /** The one that it was given. */
  readonly id: string | undefined
  /** Undefined where it was given nothing; another installed copy may know nothing of it. */
  readonly input?: unknown
}

type Namer = (actor: SessionActor) => SessionNames

/** Makes an actor's logic tell by what names to call the sessions of its machine: to any installed copy of Holdfast. */
export const nameSessions = <Logic extends object>(logic: Logic, namer: Namer): Logic =>
  Object.defineProperty(logic, KEY, { value: namer })

/** What the actors of a retry machine tell, whatever `provide` or `extend` have made of it; undefined for any other value. */
export function namerIn(machine: object): Namer | undefined {
  const { implementations } = machine as { readonly implementations?: { readonly actors?: object } }
  return (
    Object.values<object>({ ...implementations?.actors })
      // Under this key there is nothing else.
      .map((logic) => (Object(logic) as { readonly [KEY]?: Namer })[KEY])
      .find((namer) => namer !== undefined)
  )
}

const KEY = Symbol.for('holdfast.names.1')
