import { StoreError } from '../errors/store-error.ts'

/** What every call of a store that was closed rejects with. */
export const closedError = (name: string): StoreError =>
  new StoreError('HOLDFAST_STORE_CLOSED', `the store ${name} is closed: open it again`)
