import { countUpTo } from './count-up-to.ts'
import type { DefinitionMessage, SessionMessage, ToldMessage } from './message.ts'

/** What is held of one session; its messages in order. */
export interface HeldMessages {
  readonly session: SessionMessage
  readonly messages: readonly ToldMessage[]
}

/**
 * The messages after a number, in order. It is read part by part of thousands of sessions: each part may cost no more than
 * a look at each of them.
 *
 * @param most - the first so many at most; fewer too where there are more, but never none
 */
export function messagesAfter(
  definitions: readonly DefinitionMessage[],
  sessions: readonly HeldMessages[],
  after: number,
  most: number,
): readonly ToldMessage[] {
  const next = messagesWithin(definitions, sessions, after, after + most)
  if (next.length > 0) return next
  // What came next may be forgotten.
  const first = firstAfter(definitions, sessions, after)
  return first === Infinity ? [] : messagesWithin(definitions, sessions, after, first + most - 1)
}

function messagesWithin(
  definitions: readonly DefinitionMessage[],
  sessions: readonly HeldMessages[],
  after: number,
  upTo: number,
): readonly ToldMessage[] {
  const found: ToldMessage[] = definitions.filter(({ seq }) => seq > after && seq <= upTo)
  for (const { session, messages } of sessions) {
    if (session.seq > after && session.seq <= upTo) found.push(session)
    if (!mayHave(messages, after, upTo)) continue
    // Not all that come after: of most sessions these are none.
    for (let index = countUpTo(messages, after); isUpTo(messages[index], upTo); index++)
      found.push(messages[index] as ToldMessage)
  }
  return found.toSorted((a, b) => a.seq - b.seq)
}

/** Infinite where there is none. */
function firstAfter(
  definitions: readonly DefinitionMessage[],
  sessions: readonly HeldMessages[],
  after: number,
): number {
  let first = Infinity
  const look = ({ seq }: ToldMessage) => {
    if (seq > after && seq < first) first = seq
  }
  for (const definition of definitions) look(definition)
  for (const { session, messages } of sessions) {
    look(session)
    // Some of them are.
    if (mayHave(messages, after, first)) look(messages[countUpTo(messages, after)] as ToldMessage)
  }
  return first
}

const isUpTo = (message: ToldMessage | undefined, last: number): boolean =>
  message !== undefined && message.seq <= last

/** Most lists are passed over by their ends alone. */
function mayHave(messages: readonly ToldMessage[], after: number, upTo: number): boolean {
  const [first] = messages
  return first !== undefined && first.seq <= upTo && messages.at(-1)!.seq > after
}
