import { invalidCall } from '../errors/invalid.ts'

/** @throws TypeError when a session would have two idempotency keys */
export function checkOneKey({ id, snapshot }: { readonly id?: unknown; readonly snapshot?: unknown }): void {
  if (id !== undefined && snapshot !== undefined)
    throw invalidCall('a snapshot has its own idempotency key: give either id or snapshot')
}
