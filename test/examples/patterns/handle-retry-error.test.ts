import { expect, test } from 'vitest'
import {
  explainFailure,
  fetchOrGuess,
  fetchOrReraise,
  fetchOrRethrow,
  fetchStock,
} from '../../../examples/patterns/handle-retry-error.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { json, status } from '../../../examples/failing-server/answers.ts'
import { HttpError } from '../../../examples/failing-server/http-error.ts'
import { RetryError } from 'holdfast'
import { rejection } from '../../support/settled.ts'

const failing = () => startServer(inTurn(status(500), status(502), status(503)))

test('without more ado, giving up is a RetryError', async () => {
  await using server = await failing()
  const error = await rejection(fetchStock(server.url))
  expect(error).toBeInstanceOf(RetryError)
  const { lastAttempt } = error as RetryError
  expect(() => lastAttempt.result()).toThrow(HttpError)
})

test('the error says how it ended, what was before and how long it took', async () => {
  await using server = await failing()
  expect(await explainFailure(server.url)).toEqual([
    'attempt 3 threw HttpError: 503 Service Unavailable',
    'all of them: HttpError: 500 Internal Server Error, HttpError: 502 Bad Gateway, HttpError: 503 Service Unavailable',
    'slept 100 ms',
  ])
})

test.each([
  ['by hand', fetchOrRethrow],
  ['by the option', fetchOrReraise],
])('the error of the last attempt is thrown %s', async (_how, fetch) => {
  await using server = await failing()
  const error = await rejection(fetch(server.url))
  expect(error).toBeInstanceOf(HttpError)
  expect(error).toMatchObject({ status: 503 })
  expect(server.requests).toBe(3)
})

test('the callback gives a value in its place', async () => {
  await using server = await failing()
  expect(await fetchOrGuess(server.url)).toBe('unknown after 3 attempts')
})

test.each([
  ['explainFailure', explainFailure],
  ['fetchOrRethrow', fetchOrRethrow],
  ['fetchOrReraise', fetchOrReraise],
  ['fetchOrGuess', fetchOrGuess],
])('%s leaves alone what was not to be retried', async (_name, fetch) => {
  await using server = await startServer(inTurn(status(404)))
  expect(await rejection(fetch(server.url))).toMatchObject({ name: 'HttpError', status: 404 })
  expect(server.requests).toBe(1)
})

test('a success is a success', async () => {
  await using server = await startServer(inTurn(json({ stock: 7 })))
  expect(await fetchOrRethrow(server.url)).toBe('{"stock":7}')
  expect(await explainFailure(server.url)).toEqual(['{"stock":7}'])
})
