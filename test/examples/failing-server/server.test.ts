import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchJson } from '../../../examples/failing-server/fetch-json.ts'
import { startFailingServer } from '../../../examples/failing-server/server.ts'

let server: Awaited<ReturnType<typeof startFailingServer>>
beforeAll(async () => void (server = await startFailingServer()))
afterAll(() => server.close())

const get = (path: string, signal = new AbortController().signal) => fetchJson(server.url + path, signal)

describe('the failing server', () => {
  it('resets three connections, then answers', async () => {
    const resets = { cause: { code: 'ECONNRESET' } }
    await expect(get('/connection')).rejects.toMatchObject(resets)
    await expect(get('/connection')).rejects.toMatchObject(resets)
    await expect(get('/connection')).rejects.toMatchObject(resets)
    await expect(get('/connection')).resolves.toEqual({ state: 'connected' })
  })

  it('says with each 429 how long to stay away', async () => {
    const refusals = [await get('/quota').catch(retryAfter), await get('/quota').catch(retryAfter)]
    expect(refusals).toEqual([
      [429, '3'],
      [429, '4'],
    ])
    await expect(get('/quota')).resolves.toEqual({ quota: '100 left' })
  })

  it('is unavailable three times, then well', async () => {
    const unavailable = { status: 503, message: '503 Service Unavailable' }
    await expect(get('/burst')).rejects.toMatchObject(unavailable)
    await expect(get('/burst')).rejects.toMatchObject(unavailable)
    await expect(get('/burst')).rejects.toMatchObject(unavailable)
    await expect(get('/burst')).resolves.toEqual({ health: 'green' })
  })

  it('keeps two callers waiting, then answers at once', async () => {
    const impatient = () => get('/slow', AbortSignal.timeout(40))
    await expect(impatient()).rejects.toMatchObject({ name: 'TimeoutError' })
    await expect(impatient()).rejects.toMatchObject({ name: 'TimeoutError' })
    await expect(get('/slow')).resolves.toEqual({ answer: 'in time' })
  })

  it('ends two bodies half way, then sends all of it', async () => {
    await expect(get('/download')).rejects.toMatchObject({ name: 'TypeError', message: 'terminated' })
    await expect(get('/download')).rejects.toMatchObject({ name: 'TypeError', message: 'terminated' })
    await expect(get('/download')).resolves.toEqual({ file: '4096 bytes' })
  })

  it('has a report that is ready when it is asked for the fifth time', async () => {
    for (const progress of ['20%', '40%', '60%', '80%'])
      await expect(get('/report')).resolves.toEqual({ status: 'PENDING', progress })
    await expect(get('/report')).resolves.toMatchObject({ status: 'READY' })
  })

  it('never gets well where it is broken, and knows no other pages', async () => {
    await expect(get('/broken')).rejects.toMatchObject({ status: 500 })
    await expect(get('/outage')).rejects.toMatchObject({ status: 503 })
    await expect(get('/missing')).rejects.toMatchObject({ status: 404 })
  })

  it('cuts the connections that are open when it closes', async () => {
    const other = await startFailingServer()
    const answer = fetchJson(`${other.url}/slow`, new AbortController().signal).catch(() => 'cut')
    await delay(30)
    await other.close()
    await expect(answer).resolves.toBe('cut')
  })
})

const retryAfter = (error: { status: number; response: Response }) => [
  error.status,
  error.response.headers.get('retry-after'),
]
