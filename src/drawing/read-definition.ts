/** A state as a definition has it. What a definition lacks, or has in another form, is empty here: it may come from a file. */
export interface DefinedState {
  readonly id: string
  readonly key: string
  readonly type: string
  /** Ids. */
  readonly initial: readonly string[]
  readonly history: string | undefined
  readonly states: readonly DefinedState[]
  readonly transitions: readonly DefinedTransition[]
  readonly entry: readonly Named[]
  readonly exit: readonly Named[]
  readonly invoke: readonly { readonly id: string; readonly src: string }[]
  readonly tags: readonly string[]
  readonly description: string | undefined
}

export interface DefinedTransition {
  /** The event that it is for; empty where it needs none. */
  readonly event: string
  /** Its place among those of its state for that event. */
  readonly index: number
  /** Ids; undefined where it leads nowhere. */
  readonly target: readonly string[] | undefined
  readonly guard: Named | undefined
  readonly actions: readonly Named[]
  readonly reenter: boolean
  readonly delay: unknown
  readonly description: string | undefined
}

/** A guard or an action. */
export interface Named {
  readonly type: string
  readonly params: unknown
}

/** Reads the definition of a machine or of one of its states. */
export function readState(definition: unknown): DefinedState {
  const { id, key, type, initial, history, states, on, always, entry, exit, invoke, tags, description } =
    fieldsOf(definition)
  const transitions = [
    ...Object.entries(fieldsOf(on)).flatMap(([event, list]) => readTransitions(event, list)),
    ...readTransitions('', always),
  ]
  const timers = new Set(transitions.map(({ event }) => event).filter((event) => event.startsWith(AFTER)))
    .size
  return {
    id: textOf(id) ?? '',
    key: textOf(key) ?? textOf(id) ?? '',
    type: textOf(type) ?? 'atomic',
    initial: idsOf(fieldsOf(initial)['target']) ?? [],
    history: textOf(history),
    states: Object.values(fieldsOf(states)).map(readState),
    transitions,
    entry: withoutTimers(namedOf(entry), 'raise', timers),
    exit: withoutTimers(namedOf(exit), 'cancel', timers),
    invoke: listOf(invoke).map((each) => {
      const fields = fieldsOf(each)
      const src = textOf(fields['src']) ?? 'actor'
      return { id: textOf(fields['id']) ?? src, src }
    }),
    tags: listOf(tags).flatMap((tag) => textOf(tag) ?? []),
    description: textOf(description),
  }
}

const readTransitions = (event: string, list: unknown): readonly DefinedTransition[] =>
  listOf(list).map((each, index) => {
    const { target, guard, actions, reenter, delay, description } = fieldsOf(each)
    return {
      event,
      index,
      target: idsOf(target),
      guard: guard === undefined ? undefined : readNamed(guard),
      actions: namedOf(actions),
      reenter: reenter === true,
      delay,
      description: textOf(description),
    }
  })

/** For each transition that time takes, XState has added an action that starts its timer, and one that stops it. */
function withoutTimers(actions: readonly Named[], type: string, timers: number): readonly Named[] {
  const kept = actions.toReversed()
  for (let count = 0; count < timers; count++) {
    const index = kept.findIndex((action) => action.type === type)
    if (index >= 0) kept.splice(index, 1)
  }
  return kept.toReversed()
}

/** Of the event that is for a transition that time takes. */
export const AFTER = 'xstate.after.'

const namedOf = (list: unknown): readonly Named[] => listOf(list).map(readNamed)

function readNamed(value: unknown): Named {
  const { type, params } = fieldsOf(value)
  // XState's own have its name in theirs.
  return { type: (textOf(type) ?? textOf(value) ?? 'anonymous').replace(/^xstate\./, ''), params }
}

/** Targets are written as `#id`. */
const idsOf = (target: unknown): readonly string[] | undefined =>
  target === undefined || target === null
    ? undefined
    : listOf(target).flatMap((each) => textOf(each)?.replace(/^#/, '') ?? [])

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => ({ ...Object(value) })

const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
