import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'
import { createReader, TransientError } from '../../../examples/patterns/high-frequency.ts'
import { rejection } from '../../support/settled.ts'

test('a read that fails now and then is made a second time', async () => {
  let reads = 0
  const read = createReader(async (key) => {
    if (++reads % 10 === 0) throw new TransientError('busy')
    return key
  })
  for (let call = 0; call < 1000; call++) expect(await read(`key ${call}`)).toBe(`key ${call}`)
  expect(reads).toBe(1111)
})

test('and no third time', async () => {
  let reads = 0
  const read = createReader(async () => {
    reads++
    throw new TransientError('busy')
  })
  expect(await rejection(read('key'))).toMatchObject({ name: 'RetryError', cause: { message: 'busy' } })
  expect(reads).toBe(2)
})

test('other errors are thrown at once', async () => {
  const error = new RangeError('no such key')
  const read = createReader(() => Promise.reject(error))
  expect(await rejection(read('key'))).toBe(error)
  expect(read.statistics.attemptNumber).toBe(1)
})

test('no timer is ever set', async () => {
  const clock = { ...createVirtualClock(), setTimer: () => expect.fail('a timer was set') }
  const read = createReader(() => Promise.reject(new TransientError('busy'))).retryWith({ clock })
  expect(await rejection(read('key'))).toMatchObject({ name: 'RetryError' })
})
