import type { InspectorMessage, MachineDefinition } from '../../inspect/message.ts'
import type { StoredFacts } from '../protocol.ts'

/** What was told of one session lately, as JSON, numbered. */
export interface SessionNews {
  addMessage(n: number, message: InspectorMessage): void
  setStored(n: number, facts: StoredFacts): void
  setDefinition(n: number, definition: MachineDefinition): void
  /** @returns what came after a number, as far as another; undefined when messages of it are no longer held */
  since(after: number, upTo: number): NewsSince | undefined
  /** The number of the first message that came after a number and has a higher `seq`. */
  firstAfter(after: number, seq: number): number | undefined
}

/** JSON texts. */
export interface NewsSince {
  readonly messages: readonly string[]
  readonly stored?: string
  readonly definition?: string
}

/** @param lost - the number up to which messages were not held */
export function createNews(lost: number): SessionNews {
  let messages: NumberedText[] = []
  let size = 0
  let stored: NumberedText | undefined
  let definition: NumberedText | undefined

  return {
    addMessage(n, message) {
      const text = JSON.stringify(message)
      messages.push({ n, text, seq: message.seq })
      size += text.length
      if (messages.length <= MOST_MESSAGES && size <= MOST_CHARACTERS) return
      const gone = messages.splice(0, Math.ceil(messages.length / 4))
      lost = gone.at(-1)!.n
      for (const one of gone) size -= one.text.length
    },
    setStored(n, facts) {
      stored = { n, text: JSON.stringify(facts), seq: 0 }
    },
    setDefinition(n, told) {
      definition = { n, text: JSON.stringify(told), seq: 0 }
    },
    since(after, upTo) {
      if (after < lost) return undefined
      const isNew = ({ n }: NumberedText) => n > after && n <= upTo
      return {
        messages: messages.filter(isNew).map(({ text }) => text),
        ...(stored && isNew(stored) && { stored: stored.text }),
        ...(definition && isNew(definition) && { definition: definition.text }),
      }
    },
    firstAfter: (after, seq) => messages.find((message) => message.n > after && message.seq > seq)?.n,
  }
}

interface NumberedText {
  readonly n: number
  readonly text: string
  readonly seq: number
}

const MOST_MESSAGES = 5000
const MOST_CHARACTERS = 8_000_000
