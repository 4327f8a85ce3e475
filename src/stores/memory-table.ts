import type { SessionEvent, SessionRecord } from '../durable/session-store.ts'
import { compareIds } from './compare-ids.ts'
import type { SessionTable } from './session-database.ts'
import type { SessionFilter } from './session-filter.ts'
import type { Transition } from './transitions/transition.ts'

/**
 * Sessions in a Map. Records are frozen, and a change makes a new one: who has read one keeps what he read.
 *
 * @param longestHistory - how many lines of each session's history are kept
 */
export function createMemoryTable(longestHistory: number): SessionTable {
  const sessions = new Map<string, SessionRecord>()
  const histories = new Map<string, SessionEvent[]>()

  const put = (record: SessionRecord) => void sessions.set(record.id, Object.freeze(record))
  const write = ({ record, event }: Transition, history: SessionEvent[]) => {
    put(record)
    history.push(Object.freeze(event))
    if (history.length > longestHistory) history.shift()
    histories.set(record.id, history)
  }
  const historyOf = (id: string) => histories.get(id) ?? []
  const remove = (id: string) => {
    sessions.delete(id)
    histories.delete(id)
  }
  const change: SessionTable['change'] = (id, decide) => {
    const before = sessions.get(id)
    if (before === undefined) return {}
    const changed = decide(before)
    if (changed === undefined) return { before }
    write(changed, historyOf(id))
    return { before, after: changed.record }
  }
  const select = (test: (record: SessionRecord) => boolean) => [...sessions.values()].filter(test)

  return {
    get: (id) => sessions.get(id),
    add(begun) {
      const isNew = !sessions.has(begun.record.id)
      if (isNew) write(begun, [])
      return isNew
    },
    change,
    commit: (id, decide) =>
      change(id, (record) => {
        const changed = decide(record)
        return changed && { ...changed, record: { ...record, ...changed.record } }
      }).after !== undefined,
    remove,
    renew(owner, leaseUntil) {
      const held = select((record) => record.owner === owner)
      for (const record of held) put({ ...record, leaseUntil })
      const idsOf = (asked: 'cancelRequested' | 'wakeRequested') =>
        held.filter((record) => record[asked]).map(({ id }) => id)
      return {
        held: held.length,
        cancelRequested: idsOf('cancelRequested'),
        wakeRequested: idsOf('wakeRequested'),
      }
    },
    list: (filter) =>
      select((record) => matches(record, filter))
        .toSorted(filter.dueBefore === undefined ? byId : byDueTime)
        .slice(0, filter.limit),
    history: (id) => [...historyOf(id)],
    removeUnchanged(status, since, atMost) {
      let count = 0
      for (const record of sessions.values()) {
        if (count === atMost) break
        if (record.status !== status || record.updatedAt > since) continue
        remove(record.id)
        count++
      }
      return count
    },
  }
}

const matches = (
  record: SessionRecord,
  { statuses, kind, dueBefore, changedSince, after }: SessionFilter,
): boolean =>
  (statuses === undefined || statuses.includes(record.status)) &&
  (kind === undefined || record.kind === kind) &&
  (dueBefore === undefined ||
    (record.status === 'sleeping' && record.dueAt !== null && record.dueAt <= dueBefore)) &&
  (changedSince === undefined || record.updatedAt >= changedSince) &&
  (after === undefined || compareIds(record.id, after) > 0)

const byId = (a: SessionRecord, b: SessionRecord) => compareIds(a.id, b.id)

const byDueTime = (a: SessionRecord, b: SessionRecord) => Number(a.dueAt) - Number(b.dueAt) || byId(a, b)
