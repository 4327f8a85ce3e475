/** What was wrong with a store. */
export type StoreErrorCode =
  /** It was closed. */
  | 'HOLDFAST_STORE_CLOSED'
  /** Its file, or the folder of it, may not be written to. */
  | 'HOLDFAST_STORE_READ_ONLY'
  /** The disk is full. */
  | 'HOLDFAST_STORE_FULL'
  /** Others held its lock for longer than the option `busyTimeout`. */
  | 'HOLDFAST_STORE_BUSY'
  /** Its file is no database, or cut short, or overwritten in part. */
  | 'HOLDFAST_STORE_DAMAGED'
  /** A later version of Holdfast has changed how it keeps sessions. */
  | 'HOLDFAST_STORE_NEWER'
  /** It cannot be kept here, or the file is another program's. */
  | 'HOLDFAST_STORE_UNSUPPORTED'
  /** The option `encode` or `decode` failed. */
  | 'HOLDFAST_STORE_CODEC'
  /** Whatever else the database, or the file system, could not do. */
  | 'HOLDFAST_STORE_FAILED'

/**
 * A store could not do what it was asked, and has changed nothing; its `cause` is the database's own error, where there
 * is one.
 *
 * @example
 * import { StoreError, createMemoryStore } from 'holdfast/memory'
 *
 * const store = createMemoryStore()
 * await store.close()
 * const error: unknown = await store.get('invoice-42').catch((error: unknown) => error)
 * error instanceof StoreError && error.message // => 'the store memory is closed: open it again'
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  /** @param message - what was wrong, and what to do */
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
