import { isCount } from '../../../inspect/link/is-count.ts'
import { LINK_VERSION } from '../../../inspect/link/wire.ts'
import type { LinkedMessage, ProgramHello, ProgramText } from '../../../inspect/link/wire.ts'
import { safely } from '../../../strategies/common/safely.ts'
import { areTaken, fieldsOf, isText, isToldMessage } from './is-told-message.ts'

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

function isHello(value: unknown): value is ProgramHello {
  const { type, version, processId, pid, title } = fieldsOf(value)
  return type === 'hello' && version === LINK_VERSION && isText(processId) && isCount(pid) && isText(title)
}

function isReport(value: unknown): value is Extract<ProgramText, { type: 'report' }> {
  const { type, id, isDone } = fieldsOf(value)
  return type === 'report' && isCount(id) && typeof isDone === 'boolean'
}

function isLinkedMessage(value: unknown): value is LinkedMessage {
  const { type, seq, sessionId, told, taken } = fieldsOf(value)
  if (type === 'caughtUp') return isCount(seq)
  if (type === 'tally') return isText(sessionId) && isCount(told) && areCounted(taken)
  return isToldMessage(value)
}

const areCounted = (value: unknown): boolean =>
  areTaken(value) && value.every((each) => isCount(fieldsOf(each)['count']))
