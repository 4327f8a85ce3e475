import type { TakenTransition } from './message.ts'

/** What XState tells of a transition that it took. */
export interface FollowedTransition {
  /** Empty where it needs none. */
  readonly eventType: string
  readonly source: {
    readonly id: string
    readonly always?: readonly FollowedTransition[] | undefined
    readonly transitions: ReadonlyMap<string, readonly FollowedTransition[]>
  }
}

/** Names transitions as the definition of their machine does. */
export const describeTaken = (taken: readonly FollowedTransition[]): readonly TakenTransition[] =>
  taken.map((transition) => {
    const { eventType: event, source } = transition
    // The state has what was taken from it.
    const siblings = (event === '' ? source.always : source.transitions.get(event)) as FollowedTransition[]
    return { source: source.id, event, index: siblings.indexOf(transition) }
  })
