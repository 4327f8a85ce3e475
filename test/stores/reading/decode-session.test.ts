import type { SessionRecord } from 'holdfast/memory'
import { createMemoryStore } from 'holdfast/memory'
import { expect, test } from 'vitest'

import { decodeSession } from '../../../src/stores/reading/decode-session.ts'
import { createTexts } from '../../visualizer/stored/texts.ts'

async function stored(facts: Partial<SessionRecord>): Promise<SessionRecord> {
  const store = createMemoryStore()
  await store.insert({ id: 'a', kind: 'charge', machineVersion: '1', snapshotFormat: 1, status: 'active' })
  return { ...(await store.get('a')), ...facts } as SessionRecord
}

test('the state of a session is written as everywhere', async () => {
  const { sleeping } = await createTexts()
  const value = '{"sending":{"mail":"queued","audit":{}},"billing":"open"}'
  const snapshot = String(sleeping.snapshot).replace('{"sleeping":"resting"}', value)
  const { state } = decodeSession(await stored({ snapshot }), 0)
  expect(state).toBe('billing.open, sending.audit, sending.mail.queued')
})

test.each([
  ['hunter2pw', 'the text is damaged: it is no JSON text'],
  ['{"@hidden":"hunter2pw"}', 'the snapshot is damaged: it must be a value as Holdfast writes it'],
])('what cannot be read of %s is said without quoting it', async (error, problem) => {
  expect(decodeSession(await stored({ error }), 0).problem).toBe(problem)
})
