import type { RetryContext } from '../context.ts'
import { anObject, check, isBoolean, isCount, isDuration, isFiniteDuration } from './check-value.ts'
import { hasStep } from './has-step.ts'
import { isRecord } from './json.ts'
import type { SessionSnapshot } from './session-snapshot.ts'

/**
 * Checks the context of a snapshot, once its values were read, and that the envelope goes with it.
 *
 * @throws SnapshotError that names the first thing that is wrong
 */
export function checkContext(given: unknown, envelope: SessionSnapshot): RetryContext {
  const context = anObject(given, 'context')
  const { attemptNumber, elapsed, upcomingSleep, statistics, errors, end, failed } = context
  const asInEnvelope = `${envelope.attemptNumber}, as in the envelope`
  check('context.attemptNumber', asInEnvelope, attemptNumber, (value) => value === envelope.attemptNumber)
  check('context.elapsed', DURATION, elapsed, isFiniteDuration)
  check('context.upcomingSleep', DURATION, upcomingSleep, isDuration)
  checkStatistics(anObject(statistics, 'context.statistics'), envelope)
  if (errors !== undefined) check('context.errors', 'a list', errors, Array.isArray)
  if (end !== undefined)
    check('context.end.failed', BOOLEAN, anObject(end, 'context.end')['failed'], isBoolean)
  if (failed !== undefined) check('context.failed', BOOLEAN, failed, isBoolean)
  checkPlace(envelope, failed, upcomingSleep)
  // Each field was checked; others are the user's.
  return context as unknown as RetryContext
}

const DURATION = 'milliseconds from 0'
const BOOLEAN = 'true or false'

function checkStatistics(
  statistics: Readonly<Record<string, unknown>>,
  { attemptNumber }: SessionSnapshot,
): void {
  const { attemptNumber: counted, idleFor, delaySinceFirstAttempt } = statistics
  const most = attemptNumber + 1
  const path = 'context.statistics'
  check(`${path}.attemptNumber`, `a whole number from 0 to ${most}`, counted, isCount(0, most))
  check(`${path}.idleFor`, DURATION, idleFor, isDuration)
  check(`${path}.delaySinceFirstAttempt`, DURATION, delaySinceFirstAttempt, isFiniteDuration)
}

/** What is decided after an attempt needs its outcome, and a sleep its end. */
function checkPlace(
  { snapshot: { value, children }, wakeAt }: SessionSnapshot,
  failed: unknown,
  upcomingSleep: unknown,
): void {
  const place = isRecord(value) ? value : {}
  if (Object.hasOwn(place, 'evaluating') || Object.hasOwn(place, 'sleeping'))
    check('context.failed', `${BOOLEAN}, since an attempt has ended`, failed, isBoolean)
  if (!hasStep(children, 'sleep'))
    check('wakeAt', 'null, since the session does not sleep', wakeAt, (at) => at === null)
  else if (upcomingSleep !== Infinity)
    check('wakeAt', 'epoch milliseconds, since the session sleeps', wakeAt, (at) => at !== null)
}
