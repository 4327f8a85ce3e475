import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

import { createMemoryStore, type SessionStore } from 'holdfast/memory'
import { openSqliteStore } from 'holdfast/sqlite'
import { describe, expect, test, vi } from 'vitest'

import { encodedStore } from '../../src/durable/encoded.ts'
import { aesCodec } from './support/aes-codec.ts'
import { rejection } from './support/rejection.ts'
import { session } from './support/sessions.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

const LEASE = { owner: 'me', leaseFor: 1000 }
const TEXTS = { input: 'secret 1', snapshot: 'secret 2', result: 'secret 3', error: 'secret 4' }

/** Inserts a session with every text, held by `LEASE`. */
async function insertSecrets(store: SessionStore) {
  const { input, snapshot, ...others } = TEXTS
  await store.insert(session('a', { input, snapshot, status: 'sleeping' }), LEASE)
  await store.commit('a', { rev: 1, owner: 'me' }, { ...others, leaseFor: null, event: 'released' })
}

test('what was encrypted is in the file for nobody to read, and comes back by the same key', async () => {
  const codec = aesCodec()
  const store = await openSqliteStore(path('a.db'), codec)
  await insertSecrets(store)
  expect(await store.get('a')).toMatchObject(TEXTS)
  expect(await store.list()).toMatchObject([TEXTS])
  expect(await store.claim('a', LEASE)).toMatchObject({ ...TEXTS, owner: 'me' })
  expect(await store.cancel('a')).toMatchObject(TEXTS)
  expect(await store.wake('a')).toMatchObject(TEXTS)
  await store.backup(path('a.backup'))
  await store.close()

  for (const file of ['a.db', 'a.backup']) expect(readFileSync(path(file), 'latin1')).not.toContain('secret')
  const plain = await openSqliteStore(path('a.backup'))
  expect(Object.values((await plain.get('a')) ?? {})).not.toEqual(expect.arrayContaining(['secret 1']))
  await plain.close()
})

test('the same text is never the same in the file, where the cipher sees to it', async () => {
  const codec = aesCodec()
  expect(codec.encode('secret')).not.toBe(codec.encode('secret'))
})

describe('a session that cannot be decoded', () => {
  async function storeWithAnotherKey(name: string) {
    const store = await openSqliteStore(path(name), aesCodec(randomBytes(32)))
    await insertSecrets(store)
    await store.insert(session('without texts', { status: 'sleeping' }))
    await store.close()
    return openSqliteStore(path(name), aesCodec(randomBytes(32)))
  }

  const unreadable = {
    name: 'StoreError',
    code: 'HOLDFAST_STORE_CODEC',
    message:
      'the option decode failed on the input of session a: it must be the one that belongs to what was written, with the same key',
    cause: expect.objectContaining({ message: expect.stringContaining('unable to authenticate') }),
  }

  test('is named by the error of whoever reads it', async () => {
    const store = await storeWithAnotherKey('read.db')
    expect(await rejection(store.get('a'))).toMatchObject(unreadable)
    expect(await rejection(store.list())).toMatchObject(unreadable)
    expect(await store.get('without texts')).toMatchObject({ input: null })
    await store.close()
  })

  test('stays as it is, whatever is asked of it', async () => {
    const store = await storeWithAnotherKey('change.db')
    const before = await store.history('a')
    for (const call of [() => store.claim('a', LEASE), () => store.cancel('a'), () => store.wake('a')])
      expect(await rejection(call())).toMatchObject(unreadable)
    expect(await store.history('a')).toEqual(before)
    expect(await store.delete('a')).toBe(true)
    await store.close()
  })
})

test('a session that cannot be decoded any more once it was taken is given back', async () => {
  const store = createMemoryStore()
  await store.insert(session('a', { status: 'sleeping', snapshot: 'readable' }))
  const encoded = encodedStore(
    {
      ...store,
      async claim(id, lease) {
        // Somebody else commits just before.
        await store.commit(id, { rev: 1, owner: null }, { snapshot: 'damaged', event: 'sleeping' })
        return store.claim(id, lease)
      },
    },
    {
      encode: (text) => text,
      decode(text) {
        if (text === 'damaged') throw new Error('no key')
        return text
      },
    },
  )
  expect(await rejection(encoded.claim('a', LEASE))).toMatchObject({ code: 'HOLDFAST_STORE_CODEC' })
  expect(await store.get('a')).toMatchObject({ status: 'sleeping', owner: null, leaseUntil: null })
  expect((await store.history('a')).map(({ type }) => type)).toEqual([
    'created',
    'sleeping',
    'claimed',
    'released',
  ])
})

describe('encode and decode', () => {
  test('may be asynchronous', async () => {
    const reverse = async (text: string) => text.split('').toReversed().join('')
    const store = createMemoryStore({ encode: reverse, decode: reverse })
    await insertSecrets(store)
    expect(await store.claim('a', LEASE)).toMatchObject(TEXTS)
  })

  test('are called for texts alone, and once for each', async () => {
    const encode = vi.fn<(text: string) => string>((text) => `<${text}>`)
    const decode = vi.fn<(text: string) => string>((text) => text.slice(1, -1))
    const store = createMemoryStore({ encode, decode })
    await store.insert(session('a', { input: '', snapshot: '2', kind: 'charge' }))
    expect(encode.mock.calls).toEqual([[''], ['2']])
    expect(decode).not.toHaveBeenCalled()
    await store.claim('a', LEASE)
    expect(decode.mock.calls).toEqual([['<>'], ['<2>']])
    await store.commit('a', { rev: 2, owner: 'me' }, { snapshot: null, event: 'attempt', note: 'a note' })
    expect(encode).toHaveBeenCalledTimes(2)
    expect(await store.get('a')).toMatchObject({ input: '', snapshot: null, result: null })
    expect((await store.history('a')).at(-1)).toMatchObject({ note: 'a note' })
  })

  const failing: readonly (readonly [way: string, encode: (text: string) => string, cause: unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('no key')
      },
      new Error('no key'),
    ],
    [
      'gives no text',
      () => Buffer.from('a') as unknown as string,
      new TypeError('it gave a value of type object, not a string'),
    ],
    ...['a\0b', 'a\ud800'].map(
      (text) =>
        [
          `gives ${JSON.stringify(text)}`,
          () => text,
          new RangeError('it must give well-formed text without the character U+0000: base64, say'),
        ] as const,
    ),
  ]

  test.each(failing)('change nothing when encode %s', async (_way, encode, cause) => {
    let isFailing = false
    const store = createMemoryStore({
      encode: (text) => (isFailing ? encode(text) : text),
      decode: (text) => text,
    })
    await insertSecrets(store)
    const before = await store.get('a')
    isFailing = true
    const error = await rejection(store.insert(session('b', { input: 'secret' })))
    expect(error).toMatchObject({
      name: 'StoreError',
      code: 'HOLDFAST_STORE_CODEC',
      message:
        'the option encode failed on the input of session b: it is called with a text, and must give a text',
    })
    expect(error.cause).toEqual(cause)
    const fence = { rev: 2, owner: null }
    expect(await rejection(store.commit('a', fence, { error: 'secret', event: 'failed' }))).toMatchObject({
      code: 'HOLDFAST_STORE_CODEC',
    })
    expect(await store.list()).toEqual([before])
  })
})
