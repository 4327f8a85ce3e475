import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import type { SessionDetail } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import { RefusedError } from '../../../../visualizer/src/connection/api.ts'
import { createSessionFollower } from '../../../../visualizer/src/detail/session-follower.ts'
import { nextTurn } from '../../../support/next-turn.ts'
import { someRows } from './some-rows.ts'

const rows = someRows(3, 0)

const detailOf = (index: number): SessionDetail => ({
  row: rows[index]!,
  messages: [],
  forgotten: 0,
  taken: {},
  children: [],
  lastEventId: '',
})

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

interface Question {
  readonly resolve: (detail: SessionDetail) => void
  readonly reject: (error: unknown) => void
}

function follower() {
  const questions: Question[] = []
  const made = createSessionFollower({
    fetchDetail: () => new Promise((resolve, reject) => questions.push({ resolve, reject })),
  })
  return { ...made, questions }
}

test('what is told while the detail is under way is not lost', async () => {
  const { follow, take, followed, questions } = follower()
  follow('live:0')
  expect(followed.value).toEqual({ key: 'live:0' })
  take({ now: 0, rows: [{ ...rows[0]!, attempt: 9 }] })
  questions[0]?.resolve(detailOf(0))
  await nextTurn()
  expect(followed.value?.detail?.row.attempt).toBe(9)

  const shown = followed.value
  take({ now: 0, rows: [rows[1]!] })
  expect(followed.value).toBe(shown)
})

test('an answer that comes after another session was opened is not shown', async () => {
  const { follow, followed, questions } = follower()
  follow('live:0')
  follow('live:1')
  questions[0]?.resolve(detailOf(0))
  await nextTurn()
  expect(followed.value).toEqual({ key: 'live:1' })
  questions[1]?.resolve(detailOf(1))
  await nextTurn()
  expect(followed.value?.detail?.row).toBe(rows[1])
  follow(undefined)
  expect(followed.value).toBeUndefined()
})

test('one that is unknown is shown when it comes back', async () => {
  const { follow, take, followed, questions } = follower()
  follow('live:0')
  questions[0]?.reject(new RefusedError(404, 'no such session'))
  await nextTurn()
  expect(followed.value).toMatchObject({ problem: 'unknown' })

  take({ now: 0, rows: [rows[0]!] })
  questions[1]?.resolve(detailOf(0))
  await nextTurn()
  expect(followed.value).toEqual({ key: 'live:0', detail: detailOf(0) })
})

test('what cannot be read is told, and what was read before stays', async () => {
  const { follow, refresh, followed, questions } = follower()
  follow('live:0')
  questions[0]?.resolve(detailOf(0))
  await nextTurn()
  const problem = new RefusedError(500, 'the store is locked')
  refresh()
  questions[1]?.reject(problem)
  await nextTurn()
  expect(followed.value).toMatchObject({ detail: detailOf(0), problem })
})

test('a session whose line is gone is asked for anew: it may go on in another, or nowhere', async () => {
  const { follow, take, followed, questions } = follower()
  follow('live:0')
  questions[0]?.resolve(detailOf(0))
  await nextTurn()

  take({ now: 0, removed: ['live:0'] })
  expect(followed.value?.detail).toEqual(detailOf(0))
  questions[1]?.resolve(detailOf(1))
  await nextTurn()
  expect(followed.value).toEqual({ key: 'live:0', detail: detailOf(1) })

  take({ now: 0, removed: ['live:1'] })
  questions[2]?.reject(new RefusedError(404, 'no such session'))
  await nextTurn()
  expect(followed.value).toEqual({ key: 'live:0', detail: detailOf(1), problem: 'unknown' })
})

test('what could not be read is asked for again when the server is there again', async () => {
  const { follow, askAgain, followed, questions } = follower()
  askAgain()
  follow('live:0')
  askAgain()
  expect(questions).toHaveLength(1)
  questions[0]?.reject(new TypeError('Failed to fetch'))
  await nextTurn()
  askAgain()
  questions[1]?.resolve(detailOf(0))
  await nextTurn()
  expect(followed.value).toEqual({ key: 'live:0', detail: detailOf(0) })
  askAgain()
  expect(questions).toHaveLength(2)
})

test('what is told is not held when no detail is under way', async () => {
  const { follow, take, questions } = follower()
  const tellOne = () => {
    const update = { now: 0 }
    take(update)
    return new WeakRef(update)
  }
  follow('live:0')
  questions[0]?.reject(new TypeError('Failed to fetch'))
  await nextTurn()
  expect(await isReachable(tellOne())).toBe(false)
  follow('live:1')
  follow(undefined)
  expect(await isReachable(tellOne())).toBe(false)
})

/** Whether anybody holds it. */
async function isReachable(seen: WeakRef<object>): Promise<boolean> {
  // Within a turn whatever is referred to is kept.
  await nextTurn()
  collectGarbage()
  return seen.deref() !== undefined
}

test('an answer, good or bad, that comes too late is not shown', async () => {
  const { follow, take, refresh, followed, questions } = follower()
  refresh()
  take({ now: 0 })
  follow('live:0')
  follow('live:0')
  follow('live:1')
  questions[0]?.reject(new Error('too late'))
  questions[1]?.resolve(detailOf(1))
  await nextTurn()
  expect(followed.value).toEqual({ key: 'live:1', detail: detailOf(1) })
  expect(questions).toHaveLength(2)
})

test('whatever was thrown is an error', async () => {
  const { follow, followed, questions } = follower()
  follow('live:0')
  questions[0]?.reject('odd')
  await nextTurn()
  expect(followed.value?.problem).toEqual(new Error('odd'))
})

test('one that is unknown is not asked for again when others come', async () => {
  const { follow, take, questions } = follower()
  follow('live:0')
  questions[0]?.reject(new RefusedError(404, 'no such session'))
  await nextTurn()
  take({ now: 0 })
  take({ now: 0, rows: [rows[1]!] })
  expect(questions).toHaveLength(1)
})

test('a line that goes which is another’s changes nothing', async () => {
  const { follow, take, questions } = follower()
  follow('live:0')
  questions[0]?.resolve(detailOf(0))
  await nextTurn()
  take({ now: 0, removed: ['live:1'] })
  take({ now: 0 })
  expect(questions).toHaveLength(1)
})

test('what is told of the session that is open is shown', async () => {
  const { follow, take, followed, questions } = follower()
  follow('live:0')
  questions[0]?.resolve(detailOf(0))
  await nextTurn()
  take({ now: 0, rows: [{ ...rows[0]!, attempt: 9 }] })
  expect(followed.value?.detail?.row.attempt).toBe(9)
})
