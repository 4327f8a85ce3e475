export { createMemoryStore } from './stores/create-memory-store.ts'
export type { MemoryStoreOptions } from './stores/create-memory-store.ts'
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
