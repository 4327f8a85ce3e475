import type { Refusal, SnapshotCopy } from 'holdfast/visualizer'

import { describeFailure } from './describe-outcome.ts'
import type { Outcome } from './describe-outcome.ts'

/** Copies a session's snapshot, and says what it is good for. */
export async function copySnapshot(address: string): Promise<Outcome> {
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(await reasonOf(response))
    const { snapshot, restorable, reason }: SnapshotCopy = await response.json()
    await navigator.clipboard.writeText(JSON.stringify(snapshot, null, 2))
    return restorable
      ? { tone: 'good', text: `Copied, and can be restored: ${reason}` }
      : { tone: 'plain', text: `Copied, for reading only: ${reason}` }
  } catch (error) {
    return describeFailure('The snapshot was not copied', error)
  }
}

async function reasonOf(response: Response): Promise<string> {
  const refusal: Partial<Refusal> = await response.json().catch(() => ({}))
  return refusal.error ?? `the server answered ${response.status}`
}
