/**
 * A stream that goes on where it broke off: rows come from a server that does not always hold out to the last.
 */
import { retry, stopAfterAttempt, waitExponential } from 'holdfast'
import { readLines } from './support/read-lines.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { startServer } from './support/start-server.ts'

export interface Row {
  readonly id: number
}

async function* readRows(table: string, after = 0): AsyncGenerator<Row> {
  const { body } = await request(`${table}?after=${after}`)
  for await (const line of readLines(body)) yield JSON.parse(line) as Row
}

/** Who iterates gets each row once: a broken stream goes on behind the last row that was given. */
export const rowsOf = retry({ stop: stopAfterAttempt(5), wait: waitExponential({ multiplier: '50ms' }) })(
  readRows,
  { resume: (last, _count, table) => readRows(table, last.id) },
)

await runDirectly(import.meta.url, async () => {
  const LAST = 8
  // Three rows a request, then the connection breaks.
  await using server = await startServer(({ url = '' }, response) => {
    const after = Number(url.split('after=')[1])
    const ids = [1, 2, 3].map((step) => after + step).filter((id) => id <= LAST)
    response.write(ids.map((id) => `${JSON.stringify({ id })}\n`).join(''))
    if (ids.at(-1) === LAST) response.end()
    else setTimeout(() => response.destroy(), 20)
  })

  const ids: number[] = []
  for await (const { id } of rowsOf(`${server.url}/orders`)) ids.push(id)
  console.log(`rows ${ids.join(' ')}`)
  console.log(`in ${server.requests} requests`)
})
