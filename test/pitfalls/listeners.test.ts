import { describe, expect, test } from 'vitest'
import { runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'

import { quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const broken = () => {
  throw new Error('listener')
}
/** As the compiler sees it, it gives nothing; a user's listener may well be async. */
const brokenLater = (async () => broken()) as () => void

const functions: Readonly<Record<string, () => unknown>> = {
  'a session that succeeds': () => 'ok',
  'a session that fails': () => Promise.reject(new Error('down')),
}

describe.each(Object.entries(functions))('%s', (_session, fn) => {
  const options = { stop: stopAfterAttempt(2) }

  test.each([broken, brokenLater])(
    'ends the same with listeners and inspectors that throw (%o)',
    async (listener) => {
      const unhandled = await unhandledDuring(async () => {
        const expected = await settled(runWithRetry({ ...options, name: 'job' }, fn))
        const inspectors = [listener, { next: listener, error: listener, complete: listener }]
        for (const inspect of inspectors) {
          const session = startRetry({ ...options, name: 'job' }, fn, { inspect })
          session.subscribe(listener)
          session.subscribe({ next: listener, error: listener, complete: listener })
          const end = await settled(session.result)
          expect(Object.keys(end ?? {})).toStrictEqual(Object.keys(expected ?? {}))
        }
        await quiet()
      })
      expect(unhandled).toStrictEqual([])
    },
  )

  test('throws its error nowhere else when nobody listens', async () => {
    const unhandled = await unhandledDuring(async () => {
      const session = startRetry(options, fn)
      session.subscribe(() => {})
      session.subscribe({ complete: () => {} })
      await settled(session.result)
      await quiet()
    })
    expect(unhandled).toStrictEqual([])
  })
})
