export { createVirtualClock } from './testing/create-virtual-clock.ts'
export type { VirtualClock } from './testing/create-virtual-clock.ts'
export { sessionStoreCases } from './testing/session-store-cases.ts'
export type {
  OpenStoreOptions,
  SessionStoreCase,
  SessionStoreCasesOptions,
} from './testing/session-store-cases.ts'
export { StoreError } from './errors/store-error.ts'
export type { StoreErrorCode } from './errors/store-error.ts'
export type { Awaitable } from './awaitable.ts'
export type { Clock } from './time.ts'
export type { Duration } from './strategies/duration.ts'
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
