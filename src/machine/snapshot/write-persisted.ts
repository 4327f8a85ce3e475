import { SnapshotError } from '../../errors/snapshot-error.ts'
import type { RetryContext } from '../context.ts'
import { ownerOf, persist } from '../xstate.ts'
import type { Persisted, PersistedChild, RetryActor, RetryMachine } from '../xstate.ts'
import { writeKey } from './json.ts'
import type { Json } from './json.ts'
import type { PersistedActor, PersistedSession } from './session-snapshot.ts'
import type { ValueWriter } from './value-writer.ts'

/**
 * Writes what XState persists of a session.
 *
 * @throws SnapshotError that names what cannot be written
 */
export function writePersisted(actor: RetryActor, writer: ValueWriter): PersistedSession {
  const { status, machine, context, output, error } = actor.getSnapshot()
  const { failed, result, errors, end, statistics, resumed: _, ...others } = context
  // The monotonic clock of another process shows something else.
  const { startTime: __, ...lasting } = statistics
  const { value, children, historyValue, ...persisted } = persistWith(others, actor)
  return {
    // The status of an actor that was stopped was refused.
    status: status as PersistedSession['status'],
    value: writer.write(value, 'value'),
    context: {
      ...mapEntries(persisted.context, (member, key) => writer.write(member, `context.${key}`), writeKey),
      ...writeOutcome({ failed, result, errors, end }, writer),
      statistics: writer.write(lasting, 'statistics'),
    },
    ...(Object.keys(historyValue).length > 0 && {
      historyValue: writer.write(historyValue, 'historyValue'),
    }),
    children:
      status === 'active' ? mapEntries(children, (child, id) => writeActor(child, id, machine, writer)) : {},
    ...(status === 'done' && { output: writer.write(output, 'result') }),
    ...(status === 'error' && { error: writer.writeThrown(error) }),
  }
}

function persistWith(context: object, actor: RetryActor): Persisted {
  try {
    return persist(actor, context)
  } catch (error) {
    throw new SnapshotError(
      'HOLDFAST_SNAPSHOT_VALUE',
      "a snapshot cannot hold the session's own actors or context: XState cannot persist them",
      { cause: error },
    )
  }
}

function writeOutcome(
  { failed, result, errors, end }: Pick<RetryContext, 'failed' | 'result' | 'errors' | 'end'>,
  writer: ValueWriter,
): Record<string, Json> {
  const write = (hasFailed: boolean, value: unknown) =>
    hasFailed ? writer.writeThrown(value) : writer.write(value, 'result')
  return {
    ...(failed !== undefined && { failed, result: write(failed, result) }),
    ...(errors !== undefined && { errors: errors.map((error) => writer.writeThrown(error)) }),
    ...(end !== undefined && { end: { failed: end.failed, result: write(end.failed, end.result) } }),
  }
}

/** A step begins again, so nothing of it is kept; any other actor is the user's. */
function writeActor(
  { src, snapshot, systemId, syncSnapshot }: PersistedChild,
  id: string,
  machine: RetryMachine,
  writer: ValueWriter,
): PersistedActor {
  if (ownerOf(machine, src) === 'chart') return { src }
  return {
    src,
    snapshot: writer.write(snapshot, `children.${id}`),
    ...(systemId !== undefined && { systemId }),
    ...(syncSnapshot && { syncSnapshot }),
  }
}

const mapEntries = <A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, key: string) => B,
  mapKey = (key: string) => key,
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [mapKey(key), map(value, key)]))
