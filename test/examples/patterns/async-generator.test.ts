import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { rowsOf } from '../../../examples/patterns/async-generator.ts'
import { startServer } from '../../../examples/patterns/support/start-server.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

const ROWS = 7

/** Sends the rows behind `after`, three at a time, and then holds the connection until it is broken off. */
async function startTable() {
  const asked: (string | undefined)[] = []
  let response: ServerResponse | undefined
  const server = await startServer(({ url = '' }, answer) => {
    asked.push(url)
    const after = Number(url.split('after=')[1])
    const ids = [1, 2, 3].map((step) => after + step).filter((id) => id <= ROWS)
    answer.write(ids.map((id) => `{"id":${id}}\n`).join(''))
    response = answer
    if (after + 3 >= ROWS) answer.end()
  })
  return {
    asked,
    server,
    breakOff: () => void response?.destroy(),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

test('a stream that breaks goes on behind the last row: none twice, none left out', async () => {
  await using table = await startTable()
  const { slept, sleep } = recordSleeps()
  const ids: number[] = []
  for await (const { id } of rowsOf.retryWith({ sleep })(`${table.server.url}/orders`)) {
    ids.push(id)
    if (id % 3 === 0) table.breakOff()
  }
  expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(table.asked).toEqual(['/orders?after=0', '/orders?after=3', '/orders?after=6'])
  expect(slept).toEqual([50, 100])
})

test('an unfinished row is read again as a whole', async () => {
  let breakOff = () => {}
  await using server = await startServer(({ url }, response) => {
    breakOff = () => void response.destroy()
    if (url === '/?after=0') response.write('{"id":1}\n{"id')
    else response.end('{"id":2}\n')
  })
  const ids: number[] = []
  const { sleep } = recordSleeps()
  for await (const { id } of rowsOf.retryWith({ sleep })(`${server.url}/`)) {
    ids.push(id)
    if (id === 1) breakOff()
  }
  expect(ids).toEqual([1, 2])
})

test('who leaves early closes the connection', async () => {
  let isClosed: Promise<unknown> = Promise.resolve()
  await using server = await startServer((_request, response) => {
    isClosed = new Promise((resolve) => response.on('close', resolve))
    response.write('{"id":1}\n')
  })
  for await (const { id } of rowsOf(`${server.url}/`)) {
    expect(id).toBe(1)
    break
  }
  await isClosed
  expect(server.requests).toBe(1)
})

test('it gives up where no row comes any more', async () => {
  await using server = await startServer((_request, response) => void response.writeHead(503).end())
  const { sleep } = recordSleeps()
  const rows = rowsOf.retryWith({ sleep })(`${server.url}/`)
  expect(await rejection(rows.next())).toMatchObject({ name: 'RetryError', cause: { status: 503 } })
  expect(server.requests).toBe(5)
})
