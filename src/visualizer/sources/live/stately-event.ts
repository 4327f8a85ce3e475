/** What `@statelyai/inspect` sends, as far as it is used here; values are as the app has them. */
export interface StatelyEvent {
  readonly type: string
  readonly sessionId: string
  /** Epoch milliseconds, where it is a number. */
  readonly createdAt: unknown
  /** Of `@xstate.actor`. */
  readonly name: string | undefined
  readonly parentId: string | undefined
  /** The machine's config, as a text of JSON. */
  readonly definition: string | undefined
  /** Of `@xstate.snapshot`; and of `@xstate.actor`, as it was when the app got to writing it. */
  readonly snapshot: unknown
  readonly event: unknown
  /** Of an event that another actor sent. */
  readonly sourceId: string | undefined
}

/** Reads an event of that package; undefined for any other value. */
export function readStatelyEvent(value: unknown): StatelyEvent | undefined {
  const fields = Object(value) as Readonly<Record<string, unknown>>
  const type = textOf(fields['type'])
  const sessionId = textOf(fields['sessionId'])
  if (type?.startsWith('@xstate.') !== true || sessionId === undefined) return undefined
  return {
    type,
    sessionId,
    createdAt: fields['createdAt'],
    name: textOf(fields['name']),
    parentId: textOf(fields['parentId']),
    definition: textOf(fields['definition']),
    snapshot: fields['snapshot'],
    event: fields['event'],
    sourceId: textOf(fields['sourceId']),
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
