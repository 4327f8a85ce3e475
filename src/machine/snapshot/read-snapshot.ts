import { invalidType } from '../../errors/invalid.ts'
import { systemClock } from '../../time.ts'
import type { Policy } from '../policy.ts'
import { policyBehind, stateOf } from '../xstate.ts'
import type { AnyRetryMachine, PersistedRetrySnapshot } from '../xstate.ts'
import { checkContext } from './check-context.ts'
import { checkEnvelope } from './check-envelope.ts'
import { checkState } from './check-state.ts'
import { isOf, mismatch } from './mismatch.ts'
import { resumptionOf, startOf } from './resumption.ts'
import type { PersistedSession, SessionSnapshot } from './session-snapshot.ts'
import { createValueReader } from './value-reader.ts'
import type { ReadValueOptions } from './value-reader.ts'

/** How a snapshot is read. */
export interface ReadSnapshotOptions extends ReadValueOptions {
  /** The machine that is to go on from it: given, a snapshot of another is refused here, and not at the first step. */
  readonly machine?: AnyRetryMachine | undefined
  /**
   * Makes a snapshot that the machine cannot resume one that it can: of another version, or in a state that it has no
   * more. Without `machine` every snapshot is given to it. @default such a snapshot is refused
   */
  readonly migrate?: ((snapshot: SessionSnapshot) => SessionSnapshot) | undefined
}

/**
 * Reads a session's snapshot for XState: `createActor(bind(machine, fn), { snapshot: readSnapshot(snapshot) })` goes on
 * where it was written.
 *
 * A sleep ends at its original instant of the wall clock, at once when that is past; an attempt that was under way runs
 * again, with the same keys; hooks that had run do not.
 *
 * @param snapshot - from `writeSnapshot` or `session.snapshot()`, also as JSON text
 * @param options - `machine`; `codec` as it was written with; `errors`: the classes of a user's own errors, which come
 *   back as such; `migrate`
 * @throws SnapshotError when the snapshot is damaged, of another machine or another version, or from a later version of
 *   Holdfast
 * @example
 * import { bind, createRetryMachine, readSnapshot, stopAfterAttempt, writeSnapshot } from 'holdfast'
 * import { createActor, toPromise } from 'xstate'
 *
 * const machine = bind(createRetryMachine({ stop: stopAfterAttempt(3) }), async () => 'ok')
 * const text = JSON.stringify(writeSnapshot(createActor(machine).start()))
 * const resumed = createActor(machine, { snapshot: readSnapshot(text, { machine }) })
 * await toPromise(resumed.start()) // => 'ok'
 */
export function readSnapshot(
  snapshot: SessionSnapshot | string,
  options: ReadSnapshotOptions = {},
): PersistedRetrySnapshot {
  const { machine } = options
  const policy = policyBehind(machine)
  if (machine !== undefined && policy === undefined)
    throw invalidType('machine', 'from createRetryMachine', machine)
  const envelope = migrated(checkEnvelope(snapshot), options, policy)
  if (policy !== undefined && !isOf(envelope, policy)) throw mismatch(envelope, policy)
  checkState(envelope.snapshot, machine)
  // Checked to be of that form.
  const values = createValueReader(options)(envelope.snapshot, 'snapshot') as PersistedSession
  const context = checkContext(values.context, envelope)
  const resumed = resumptionOf(envelope)
  const startTime = startOf(resumed.saved, policy?.clock ?? systemClock)
  return {
    status: values.status,
    value: values.value,
    output: values.output,
    error: values.error,
    historyValue: values.historyValue,
    // Of what has ended no actor begins again.
    children: values.status === 'active' ? beginAnew(values.children) : {},
    context: { ...context, statistics: { ...context.statistics, startTime }, resumed },
    // Checked to be what XState persists, which it types as little as it can.
  } as unknown as PersistedRetrySnapshot
}

function migrated(
  envelope: SessionSnapshot,
  { machine, migrate }: ReadSnapshotOptions,
  policy: Policy | undefined,
): SessionSnapshot {
  if (migrate === undefined) return envelope
  const isFit =
    machine !== undefined &&
    policy !== undefined &&
    isOf(envelope, policy) &&
    stateOf(machine, envelope.snapshot.value) !== undefined
  return isFit ? envelope : checkEnvelope(migrate(envelope))
}

/** A step that was under way runs again; the first to begin is the watch, which may keep the others from it. */
const beginAnew = ({ watch, ...others }: PersistedSession['children']) =>
  Object.fromEntries(
    Object.entries({ ...(watch && { watch }), ...others }).map(([id, child]) => [
      id,
      child.snapshot === undefined ? { src: child.src, snapshot: BEGINNING } : child,
    ]),
  )

/** Of the chart's own actors. */
const BEGINNING = { status: 'active', input: undefined, output: undefined, error: undefined }
