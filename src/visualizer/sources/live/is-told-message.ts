import { isCount } from '../../../inspect/link/is-count.ts'
import type { ToldMessage } from '../../../inspect/message.ts'

/** Whether a value is a message in all that is read of it later: what a program sends, or a file has, may be broken. */
export function isToldMessage(value: unknown): value is ToldMessage {
  const message = fieldsOf(value)
  const { type, seq, at, sessionId } = message
  return (
    isShallow(value, DEEPEST) &&
    isCount(seq) &&
    Number.isFinite(at) &&
    (type === 'definition' || isText(sessionId)) &&
    isForm(type) &&
    FORMS[type](message)
  )
}

type Fields = Readonly<Record<string, unknown>>

export const fieldsOf = (value: unknown): Fields => Object(value)

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_NAME

const isOptionalText = (value: unknown) => value === undefined || isText(value)
const isNamed = (value: unknown) => isText(fieldsOf(value)['type'])
const isOneOf =
  (...texts: readonly unknown[]) =>
  (value: unknown) =>
    texts.includes(value)
const isOutcome = isOneOf('done', 'failed', 'cut')
const isEnd = isOneOf('done', 'failed', 'stopped')

/** What a message has beyond its number and its session. */
const FORMS = {
  definition: ({ definitionId, definition }: Fields) =>
    isText(definitionId) && isText(fieldsOf(definition)['id']),
  session: ({ definitionId, name, key, parentId }: Fields) =>
    isText(definitionId) && isText(name) && isOptionalText(key) && isOptionalText(parentId),
  event: ({ event, by }: Fields) => isNamed(event) && isOptionalText(by),
  guard: ({ guard, verdict, state }: Fields) =>
    isNamed(guard) && (typeof verdict === 'boolean' || verdict === 'threw') && isText(state),
  step: ({ step, took, outcome }: Fields) => isText(step) && Number.isFinite(took) && isOutcome(outcome),
  state: ({ status, eventType, taken }: Fields) =>
    isText(status) && isText(eventType) && (taken === undefined || areTaken(taken)),
  end: ({ status }: Fields) => isEnd(status),
}

const isForm = (type: unknown): type is keyof typeof FORMS =>
  typeof type === 'string' && Object.hasOwn(FORMS, type)

export const areTaken = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) &&
  value.every((each) => {
    const { source, event, index } = fieldsOf(each)
    return isText(source) && isText(event) && isCount(index)
  })

/** What reads a message later does so level by level, and a stack has an end. */
const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1)))

const DEEPEST = 200

/** Characters; names come from code. */
const LONGEST_NAME = 10_000
