import { expect, test } from 'vitest'

import { createBeginnings } from '../../src/inspect/recording/beginnings.ts'
import type { InspectorMessage } from 'holdfast/inspect'

const definition: InspectorMessage = {
  type: 'definition',
  seq: 1,
  at: 0,
  definitionId: 'd',
  definition: { id: 'retry' },
}
const session = (n: number): InspectorMessage => ({
  type: 'session',
  seq: n,
  at: 0,
  sessionId: `s${n}`,
  definitionId: 'd',
  name: 'load',
})

test('of the sessions that have not ended the last thousand are known', () => {
  const beginnings = createBeginnings()
  beginnings.follow(definition)
  for (let n = 1; n <= 1200; n++) beginnings.follow(session(n))
  beginnings.follow({ type: 'end', seq: 1201, at: 0, sessionId: 's1200', status: 'done' })
  beginnings.follow({ type: 'dropped', seq: 1202, at: 0, count: 1 })
  const messages = beginnings.messages()
  expect(messages).toHaveLength(1 + 999)
  expect(messages.slice(0, 2)).toStrictEqual([definition, session(201)])
  expect(messages.at(-1)).toStrictEqual(session(1199))
})
