import type { Lease, SessionChange } from '../durable/session-store.ts'
import { invalidCall } from '../errors/invalid.ts'
import { aName } from '../machine/read-options.ts'
import { readNumber } from '../strategies/common/read-number.ts'

/** @throws TypeError or RangeError when a lease has no owner, or no time */
export function checkLease({ owner, leaseFor }: Lease): void {
  aName('owner', owner)
  readNumber('leaseFor', leaseFor, 0)
}

/** @throws TypeError or RangeError when a commit cannot give the lease that it asks for */
export function checkLeaseOfChange({ leaseFor }: SessionChange, owner: string | null): void {
  if (leaseFor === undefined || leaseFor === null) return
  readNumber('leaseFor', leaseFor, 0)
  if (owner === null)
    throw invalidCall(
      'commit(…, { leaseFor }) extends the lease of an owner, and this session has none: claim it first',
    )
}
