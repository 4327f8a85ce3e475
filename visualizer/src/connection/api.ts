import type {
  CommandReport,
  CommandRequest,
  Refusal,
  RowPage,
  SessionDetail,
  SourceInfo,
} from 'holdfast/visualizer'

import type { Filters } from '../address/filters.ts'
import { writeFilters } from '../address/filters.ts'

/** What the page asks of its server. Every function rejects with `RefusedError`, or with `TypeError` when it is not there. */
export interface Api {
  readonly login: (token: string) => Promise<void>
  readonly rows: (filters: Filters, offset: number, limit: number, signal: AbortSignal) => Promise<RowPage>
  readonly detail: (key: string, signal: AbortSignal) => Promise<SessionDetail>
  readonly command: (request: CommandRequest) => Promise<CommandReport>
  readonly addRecording: (name: string, content: Blob) => Promise<SourceInfo>
  /** @param page - names this page among others that tell */
  readonly tellStately: (events: readonly unknown[], page: string) => Promise<void>
}

/** The server said no. */
export class RefusedError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** @param onLocked - is called when the server does not know this page's user */
export function createApi({ onLocked }: { onLocked: () => void }): Api {
  async function ask(path: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(`api/${path}`, init).catch(inPlainWords)
    if (response.ok) return response
    if (response.status === 401) onLocked()
    throw new RefusedError(response.status, await reasonOf(response))
  }
  const post = (path: string, body: unknown) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  return {
    async login(token) {
      await post('login', { token })
    },
    async rows(filters, offset, limit, signal) {
      const { sort = 'status', order = 'asc' } = filters
      const parameters = writeFilters(filters)
      // The server's own order is another one.
      parameters.set('sort', sort)
      parameters.set('order', order)
      parameters.set('offset', String(offset))
      parameters.set('limit', String(limit))
      return (await ask(`sessions?${parameters}`, { signal })).json()
    },
    async detail(key, signal) {
      return (await ask(`sessions/${encodeURIComponent(key)}`, { signal })).json()
    },
    async command(request) {
      return (await post('commands', request)).json()
    },
    async addRecording(name, content) {
      const headers = { 'content-type': 'application/x-ndjson' }
      const path = `recordings?name=${encodeURIComponent(name)}`
      return (await ask(path, { method: 'POST', headers, body: content })).json()
    },
    async tellStately(events, page) {
      await post(`stately?page=${encodeURIComponent(page)}`, events)
    },
  }
}

/** Each browser has words of its own for it. */
function inPlainWords(failure: unknown): never {
  throw failure instanceof TypeError ? new TypeError('the server cannot be reached') : failure
}

async function reasonOf(response: Response): Promise<string> {
  const fallback = `the server answered ${response.status} ${response.statusText}`.trimEnd()
  try {
    const { error }: Partial<Refusal> = await response.json()
    return error ?? fallback
  } catch {
    return fallback
  }
}
