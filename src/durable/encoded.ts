import type { Awaitable } from '../awaitable.ts'
import { StoreError } from '../errors/store-error.ts'
import { RELEASED } from './last-change.ts'
import { isStorableText, STORABLE } from './session-id.ts'
import type { SessionChange, SessionRecord, SessionStore } from './session-store.ts'

/** How texts are written down; sync or async. `decode` gives back what `encode` was given. */
export interface TextCodec {
  readonly encode: (text: string) => Awaitable<string>
  readonly decode: (text: string) => Awaitable<string>
}

/**
 * A store whose texts are encoded on the way in and decoded on the way out: to encrypt what sessions hold, say.
 *
 * That is the `input`, `snapshot`, `result` and `error` of each; ids, times, states and the history's notes stay
 * readable.
 */
export function encodedStore(store: SessionStore, codec: TextCodec): SessionStore {
  /** Reads a session before it is changed: one that cannot be decoded stays as it is. */
  const changeReadable = async (
    id: string,
    change: () => Promise<SessionRecord | undefined>,
  ): Promise<SessionRecord | undefined> => {
    const decode = onceEach(codec.decode)
    await decodeRecord(await store.get(id), decode)
    return decodeRecord(await change(), decode)
  }
  const encode = <T extends Partial<Texts>>(id: string, texts: T) =>
    translate(texts, id, 'encode', async (text) => storable(await codec.encode(text)))

  return {
    ...store,
    insert: async (session, lease) => store.insert(await encode(session.id, session), lease),
    get: async (id) => decodeRecord(await store.get(id), codec.decode),
    async claim(id, lease) {
      const claimed: { record?: SessionRecord | undefined } = {}
      try {
        return await changeReadable(id, async () => (claimed.record = await store.claim(id, lease)))
      } catch (error) {
        // It has changed in between into one that cannot be decoded, and nobody would know that he holds it.
        if (claimed.record !== undefined) await store.commit(id, claimed.record, RELEASED)
        throw error
      }
    },
    commit: async (id, fence, change, by) => store.commit(id, fence, await encode(id, change), by),
    cancel: (id, by) => changeReadable(id, () => store.cancel(id, by)),
    wake: (id, by) => changeReadable(id, () => store.wake(id, by)),
    list: async (query) => {
      const records = await store.list(query)
      return Promise.all(records.map((record) => translate(record, record.id, 'decode', codec.decode)))
    },
  }
}

type Texts = Pick<SessionRecord, 'input' | 'snapshot' | 'result' | 'error'>

const TEXTS = ['input', 'snapshot', 'result', 'error'] as const satisfies (keyof Texts &
  keyof SessionChange)[]

async function decodeRecord(record: SessionRecord | undefined, decode: TextCodec['decode']) {
  return record && translate(record, record.id, 'decode', decode)
}

/** A copy whose texts were encoded or decoded; what is null or absent stays so. */
async function translate<T extends Partial<Texts>>(
  texts: T,
  id: string,
  verb: keyof TextCodec,
  translateText: TextCodec['encode'],
): Promise<T> {
  const translated: Partial<Record<keyof Texts, string>> = {}
  for (const name of TEXTS) {
    const text = texts[name]
    if (typeof text !== 'string') continue
    try {
      translated[name] = aText(await translateText(text))
    } catch (cause) {
      const message = `the option ${verb} failed on the ${name} of session ${id}: ${WHAT_TO_DO[verb]}`
      throw new StoreError('HOLDFAST_STORE_CODEC', message, { cause })
    }
  }
  return { ...texts, ...translated }
}

const WHAT_TO_DO = {
  encode: 'it is called with a text, and must give a text',
  decode: 'it must be the one that belongs to what was written, with the same key',
}

function aText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`it gave a value of type ${typeof value}, not a string`)
  return value
}

function storable(text: string): string {
  if (!isStorableText(text)) throw new RangeError(`it must give ${STORABLE}: base64, say`)
  return text
}

/** Asks for each text once. */
function onceEach(decode: TextCodec['decode']): TextCodec['decode'] {
  const known = new Map<string, Awaitable<string>>()
  return (text) => {
    const decoded = known.get(text) ?? decode(text)
    known.set(text, decoded)
    return decoded
  }
}
