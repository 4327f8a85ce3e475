import type { DefinedState, DefinedTransition } from '../../../drawing/read-definition.ts'
import type { TakenTransition } from '../../../inspect/message.ts'
import { activeStates, activeWithin } from './active-states.ts'

/**
 * The transitions that an event has probably taken, of a machine that does not tell: in the states that were active
 * those for that event that lead to what is active now, through states that are left at once too. What guards said is
 * not known: of several that lead there it is the first.
 */
export function inferTaken(
  root: DefinedState,
  before: unknown,
  event: string,
  after: unknown,
): readonly TakenTransition[] {
  const active = new Set(activeStates(root, after).map(({ id }) => id))
  const isSame = JSON.stringify(before) === JSON.stringify(after)
  const states = statesById(root)

  const inferIn = (state: DefinedState, value: unknown): readonly TakenTransition[] => {
    const inner = activeWithin(state, value).flatMap(([child, its]) => inferIn(child, its))
    if (inner.length > 0) return inner
    const own = state.transitions.filter((each) => each.event !== '' && matches(each.event, event))
    for (const transition of own) {
      const rest = leadsOn(transition, 0)
      if (rest !== undefined) return [named(state, transition), ...rest]
    }
    return []
  }

  /** The eventless transitions that follow it; undefined where it does not lead to what is active. */
  const leadsOn = ({ target }: DefinedTransition, length: number): readonly TakenTransition[] | undefined => {
    if (target === undefined) return isSame ? [] : undefined
    if (target.every((id) => active.has(id))) return []
    if (length === LONGEST) return undefined
    for (const state of target.flatMap((id) => entered(states.get(id), states))) {
      for (const transition of state.transitions.filter((each) => each.event === '')) {
        const rest = leadsOn(transition, length + 1)
        if (rest !== undefined) return [named(state, transition), ...rest]
      }
    }
    return undefined
  }

  return inferIn(root, before)
}

/** Of eventless transitions in a row. */
const LONGEST = 4

/** XState has `*` for any event, and `order.*` for those that begin so. */
const matches = (pattern: string, event: string): boolean =>
  pattern === event ||
  pattern === '*' ||
  (pattern.endsWith('.*') && `${event}.`.startsWith(pattern.slice(0, -1)))

const named = ({ id }: DefinedState, { event, index }: DefinedTransition): TakenTransition => ({
  source: id,
  event,
  index,
})

/** A state and those in which it begins. */
const entered = (
  state: DefinedState | undefined,
  states: ReadonlyMap<string, DefinedState>,
): readonly DefinedState[] =>
  state === undefined ? [] : [state, ...state.initial.flatMap((id) => entered(states.get(id), states))]

const statesById = (root: DefinedState): ReadonlyMap<string, DefinedState> =>
  new Map([[root.id, root], ...root.states.flatMap((state) => [...statesById(state)])])
