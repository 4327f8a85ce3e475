import { expect, test } from 'vitest'

import { absent, edited } from '../support/edited.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createResumer } from '../support/resumer.ts'
import { sampleOf } from '../support/samples.ts'

const texts: readonly [what: string, text: string, says: string][] = [
  ['it is empty', '', 'it is no JSON text'],
  ['it is no JSON', '<html>', 'it is no JSON text'],
  ['it is null', 'null', 'it must be an object, got null'],
  ['it is a list', '[1]', 'it must be an object, got [1]'],
  ['it is a text within a text', '"{}"', 'it must be an object, got "{}"'],
  ['it is an empty object', '{}', 'holdfast must be 1, got undefined'],
  ['it is nested without end', '['.repeat(100_000) + ']'.repeat(100_000), 'it must be an object'],
]

test.each(texts)('a text is refused when %s', (_what, text, says) => {
  const { resume, calls } = createResumer()
  const error = refusalOf(() => resume(text))
  expect(error).toMatchObject({ code: 'HOLDFAST_SNAPSHOT_DAMAGED' })
  expect(error.message).toContain(`the snapshot is damaged: ${says}`)
  expect(calls()).toBe(0)
})

test('a text that is cut short anywhere is refused', async () => {
  const text = JSON.stringify(await sampleOf('resting'))
  const { resume, calls } = createResumer()
  for (let length = 0; length < text.length; length += 7) {
    expect(refusalOf(() => resume(text.slice(0, length)))).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_DAMAGED',
      message: 'the snapshot is damaged: it is no JSON text',
      cause: { name: 'SyntaxError' },
    })
  }
  expect(calls()).toBe(0)
})

test('no field of the envelope may be gone', async () => {
  const snapshot = await sampleOf('resting')
  const { resume, calls } = createResumer()
  for (const field of Object.keys(snapshot))
    expect(refusalOf(() => resume(edited(snapshot, { [field]: absent }))).code).toBe(
      'HOLDFAST_SNAPSHOT_DAMAGED',
    )
  expect(calls()).toBe(0)
})

test('what is no snapshot at all is a wrong option', () => {
  const { resume } = createResumer()
  for (const snapshot of [5, null, true, () => {}])
    expect(() => resume(snapshot)).toThrow('snapshot must be a snapshot, or its JSON text, got')
})
