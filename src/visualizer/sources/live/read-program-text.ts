import type { LinkedMessage, ProgramHello, ProgramText } from '../../../inspect/link/wire.ts'
import { LINK_VERSION } from '../../../inspect/link/wire.ts'
import { safely } from '../../../strategies/common/safely.ts'

/** What a program sent: a text, of whose messages some may be in no form that is known. */
export interface ReadProgramText {
  readonly text: ProgramText | undefined
  /** How many messages, or texts, could not be read. */
  readonly damaged: number
}

/** Reads what a program sends, which may be broken, or none of ours. */
export function readProgramText(json: string): ReadProgramText {
  const read = safely<unknown>(() => JSON.parse(json), undefined)
  if (isHello(read) || isReport(read)) return { text: read, damaged: 0 }
  const { type, messages } = fieldsOf(read)
  if (type !== 'messages' || !Array.isArray(messages)) return { text: undefined, damaged: 1 }
  const sound = messages.filter(isLinkedMessage)
  return { text: { type, messages: sound }, damaged: messages.length - sound.length }
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => Object(value)

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_NAME
const isOptionalText = (value: unknown) => value === undefined || isText(value)
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0
const isNamed = (value: unknown) => isText(fieldsOf(value)['type'])

function isHello(value: unknown): value is ProgramHello {
  const { type, version, processId, pid, title } = fieldsOf(value)
  return type === 'hello' && version === LINK_VERSION && isText(processId) && isCount(pid) && isText(title)
}

function isReport(value: unknown): value is Extract<ProgramText, { type: 'report' }> {
  const { type, id, isDone } = fieldsOf(value)
  return type === 'report' && isCount(id) && typeof isDone === 'boolean'
}

function isLinkedMessage(value: unknown): value is LinkedMessage {
  const message = fieldsOf(value)
  const { type, seq, at, sessionId } = message
  if (!isShallow(value, DEEPEST)) return false
  if (type === 'caughtUp') return isCount(seq)
  if (type === 'tally') return isText(sessionId) && isCount(message['told']) && areCounted(message['taken'])
  return (
    isCount(seq) &&
    Number.isFinite(at) &&
    (type === 'definition' || isText(sessionId)) &&
    Object.hasOwn(FORMS, String(type)) &&
    FORMS[type as keyof typeof FORMS](message)
  )
}

/** What a message has beyond its number and its session. */
const FORMS = {
  definition: ({ definitionId, definition }: Fields) =>
    isText(definitionId) && isText(fieldsOf(definition)['id']),
  session: ({ definitionId, name, key, parentId }: Fields) =>
    isText(definitionId) && isText(name) && isOptionalText(key) && isOptionalText(parentId),
  event: ({ event, by }: Fields) => isNamed(event) && isOptionalText(by),
  guard: ({ guard, verdict, state }: Fields) =>
    isNamed(guard) && (typeof verdict === 'boolean' || verdict === 'threw') && isText(state),
  step: ({ step, took, outcome }: Fields) =>
    isText(step) && Number.isFinite(took) && ['done', 'failed', 'cut'].includes(String(outcome)),
  state: ({ status, eventType, taken }: Fields) =>
    isText(status) && isText(eventType) && (taken === undefined || areTaken(taken)),
  end: ({ status }: Fields) => ['done', 'failed', 'stopped'].includes(String(status)),
}

const areTaken = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) &&
  value.every((each) => {
    const { source, event, index } = fieldsOf(each)
    return isText(source) && isText(event) && isCount(index)
  })

const areCounted = (value: unknown): boolean =>
  areTaken(value) && value.every((each) => isCount(fieldsOf(each)['count']))

/** What reads a message later does so level by level, and a stack has an end. */
const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1)))

const DEEPEST = 200

/** Characters; names come from code. */
const LONGEST_NAME = 10_000
