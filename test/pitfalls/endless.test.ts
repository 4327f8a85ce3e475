import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { isRetryError, retry, startRetry, stopAfterAttempt } from 'holdfast'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const usedHeap = () => {
  collect()
  return process.memoryUsage().heapUsed
}

const MEGABYTE = 2 ** 20

test('memory stays flat over 100,000 attempts', { timeout: 30_000 }, async () => {
  const heap: number[] = []
  let calls = 0
  await retry(async () => {
    calls++
    if (calls % 25_000 === 0) heap.push(usedHeap())
    if (calls < 100_000) throw new Error('down')
  })()
  expect(Math.max(...heap) - (heap.at(0) ?? 0)).toBeLessThan(MEGABYTE)
})

test('the log of errors has a cap', async () => {
  const fail = async () => {
    throw new Error('down')
  }
  const error = await retry({ stop: stopAfterAttempt(1000) })(fail)().catch((thrown: unknown) => thrown)
  expect(isRetryError(error) && error.errors).toHaveLength(10)
})

test('a snapshot does not grow with the attempts', async () => {
  const sizes: number[] = []
  const session = startRetry({ stop: stopAfterAttempt(150) }, () => Promise.reject(new Error('down')))
  session.subscribe((snapshot) => {
    if (snapshot.matches({ sleeping: 'beforeSleep' })) sizes.push(JSON.stringify(snapshot.context).length)
  })
  await session.result.catch(() => {})
  expect(sizes).toHaveLength(149)
  expect(Math.max(...sizes.slice(99)) - Math.min(...sizes.slice(99))).toBeLessThan(40)
})
