export { openSqliteStore } from './stores/open-sqlite-store.ts'
export type { SqliteStore, SqliteStoreOptions } from './stores/sqlite/open-store.ts'
export type { StoreOptions } from './stores/store-options.ts'
export { StoreError } from './errors/store-error.ts'
export type { StoreErrorCode } from './errors/store-error.ts'
export type {
  Lease,
  NewSession,
  Renewal,
  Retention,
  SessionChange,
  SessionEvent,
  SessionEventType,
  SessionQuery,
  SessionRecord,
  SessionStatus,
  SessionStore,
} from './durable/session-store.ts'
