import fc from 'fast-check'
import { createMemoryStore } from 'holdfast/memory'
import { openSqliteStore } from 'holdfast/sqlite'
import { createVirtualClock } from 'holdfast/testing'
import { expect, test } from 'vitest'

import { type Call, randomCall } from './support/random-calls.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

let files = 0

test('whatever is asked, the store on disk answers as the one in memory does', async () => {
  const steps = fc.array(fc.tuple(randomCall, fc.constantFrom(0, 1, 5, 20)), { minLength: 20, maxLength: 60 })
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: 60 })
}, 60_000)

async function play(steps: [call: Call, pause: number][]) {
  const clock = createVirtualClock()
  const options = { clock, retention: { done: 10, failed: 0 }, history: 5 }
  const memory = createMemoryStore(options)
  const disk = await openSqliteStore(path(`${files++}.db`), options)
  // Each prunes by itself once, when it is there: before there is anything.
  await new Promise((resolve) => setTimeout(resolve, 2))
  try {
    for (const [call, pause] of steps) {
      const [expected, answer] = await Promise.all([call(memory), call(disk)])
      expect(answer).toEqual(expected)
      clock.advance(pause)
    }
    expect(await disk.list()).toEqual(await memory.list())
  } finally {
    await disk.close()
  }
}
