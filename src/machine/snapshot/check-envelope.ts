import { SnapshotError } from '../../errors/snapshot-error.ts'
import { anObject, check, isCount, isFiniteDuration, isName } from './check-value.ts'
import { isRecord } from './json.ts'
import { parseJson } from './parse-json.ts'
import { SNAPSHOT_FORMAT } from './session-snapshot.ts'
import type { SessionSnapshot } from './session-snapshot.ts'

/**
 * Checks the outside of a snapshot, which may come from anywhere.
 *
 * @param given - the snapshot, or its JSON text
 * @throws SnapshotError that names the first thing that is wrong
 */
export function checkEnvelope(given: unknown): SessionSnapshot {
  const envelope = anObject(typeof given === 'string' ? parseJson(given, 'the snapshot') : given, 'it')
  const { holdfast } = envelope
  if (Number.isSafeInteger(holdfast) && (holdfast as number) > SNAPSHOT_FORMAT) {
    throw new SnapshotError(
      'HOLDFAST_SNAPSHOT_NEWER',
      `the snapshot has the form ${String(holdfast)}, and this version of Holdfast reads up to ${SNAPSHOT_FORMAT}: ` +
        'upgrade it',
    )
  }
  for (const [field, [expected, isValid]] of Object.entries(FIELDS))
    check(field, expected, Object.hasOwn(envelope, field) ? envelope[field] : undefined, isValid)
  // Each field was checked.
  return envelope as unknown as SessionSnapshot
}

type Field = readonly [expected: string, isValid: (value: unknown) => boolean]

const A_NAME: Field = ['a string that is not empty', isName]

/** What a `Date` can show. */
const LATEST = 8.64e15

const isInstant = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= LATEST

const FIELDS: Readonly<Record<keyof SessionSnapshot, Field>> = {
  holdfast: [`${SNAPSHOT_FORMAT}`, (value) => value === SNAPSHOT_FORMAT],
  machineId: A_NAME,
  machineVersion: A_NAME,
  savedAt: ['epoch milliseconds', isInstant],
  // A sleep may be longer than dates go.
  wakeAt: ['epoch milliseconds or null', (value) => value === null || Number.isFinite(value)],
  attemptNumber: ['a whole number from 1', isCount(1)],
  earlierAttempts: ['a whole number from 0', isCount(0)],
  idempotencyKey: A_NAME,
  age: ['milliseconds from 0', isFiniteDuration],
  snapshot: ['an object', isRecord],
}
