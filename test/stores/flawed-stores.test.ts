import { createMemoryStore } from 'holdfast/memory'
import { type OpenStoreOptions, type SessionStoreCase, sessionStoreCases } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'

import { flaws } from './support/flawed-stores.ts'

const open = ({ clock, retention }: OpenStoreOptions) => createMemoryStore({ clock, retention })

describe('the suite notices a store that', () => {
  test.each(Object.entries(flaws))('%s', async (_flaw, spoil) => {
    const cases = sessionStoreCases((options) => {
      const store = open(options)
      return { ...store, ...spoil(store) }
    })
    expect(await failuresOf(cases)).not.toEqual([])
  })

  test('does not share what two of it write, where it says that it does', async () => {
    const failures = await failuresOf(sessionStoreCases(open, { shared: true }))
    expect(failures).toHaveLength(
      sessionStoreCases(open, { shared: true }).length - sessionStoreCases(open).length,
    )
  })

  test('cannot be opened', async () => {
    const cases = sessionStoreCases(() => Promise.reject(new Error('no disk')))
    expect(await failuresOf(cases)).toHaveLength(cases.length)
  })

  test('says in a failure what is and what must be', async () => {
    const cases = sessionStoreCases((options) => ({ ...open(options), insert: async () => false }))
    const [failure] = await failuresOf(cases)
    expect(failure).toEqual(new Error('insert is false and must be true'))
  })
})

async function failuresOf(cases: readonly SessionStoreCase[]): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const { run } of cases) await run().catch((error: unknown) => failures.push(error))
  return failures
}
