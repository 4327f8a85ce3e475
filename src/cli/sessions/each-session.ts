import type { SessionQuery, SessionRecord, SessionStore } from '../../durable/session-store.ts'

/** All sessions that a query finds, a page at a time, however many there are. */
export async function* eachSession(store: SessionStore, query: SessionQuery): AsyncGenerator<SessionRecord> {
  let page: readonly SessionRecord[]
  let rest = query
  do {
    page = await store.list({ ...rest, limit: PAGE })
    for (const record of page) {
      yield record
      rest = { ...query, after: record.id }
    }
  } while (page.length === PAGE)
}

const PAGE = 200
