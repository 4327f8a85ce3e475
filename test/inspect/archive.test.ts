import { expect, test } from 'vitest'

import { createArchive } from '../../src/inspect/archive.ts'

/** Everything has the size 1; what happens in its sessions is a guard each time. */
function anArchive(size: number) {
  const forgotten: string[] = []
  const archive = createArchive({
    sessions: 100,
    events: 800,
    size,
    sizeOf: () => 1,
    onForget: (id) => forgotten.push(id),
  })
  let seq = 0
  const stamp = () => ({ seq: ++seq, at: 0 })
  archive.add({ type: 'definition', ...stamp(), definitionId: 'd', definition: { id: 'd' } })
  const begin = (sessionId: string) =>
    archive.add({ type: 'session', ...stamp(), sessionId, definitionId: 'd', name: sessionId })
  const go = (sessionId: string, count: number) => {
    for (let n = 0; n < count; n++)
      archive.add({ type: 'guard', ...stamp(), sessionId, guard: { type: 'g' }, verdict: true, state: 's' })
  }
  const end = (sessionId: string) => archive.add({ type: 'end', ...stamp(), sessionId, status: 'done' })
  /** How many of its messages are held, its beginning not counted. */
  const countOf = (sessionId: string) => archive.messagesOf(sessionId).slice(2).length
  return { archive, forgotten, begin, go, end, countOf }
}

test('where all is too large, long sessions are cut to their last messages before any is forgotten', () => {
  const { archive, forgotten, begin, go, end, countOf } = anArchive(1000)
  begin('a')
  go('a', 699)
  end('a')
  begin('b')
  go('b', 298)
  expect([archive.size, countOf('a'), countOf('b')]).toStrictEqual([1000, 700, 298])
  go('b', 1)
  expect(archive.size).toBe(875)
  expect([countOf('a'), countOf('b'), forgotten]).toStrictEqual([574, 299, []])
  expect(archive.messagesOf('a').at(-1)).toMatchObject({ type: 'end' })
  go('b', 501)
  expect([countOf('a'), forgotten]).toStrictEqual([200, []])
  expect(archive.sessions().map((session) => session.forgotten)).toStrictEqual([500, 800 - countOf('b')])
})

test('what is held of many sessions that are no longer long is looked through no more', () => {
  const { forgotten, begin, go, end, countOf } = anArchive(800)
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    begin(id)
    go(id, 210)
    end(id)
  }
  expect(forgotten).toStrictEqual(['a', 'b'])
  expect([countOf('c'), countOf('d'), countOf('e')]).toStrictEqual([200, 200, 211])
})
