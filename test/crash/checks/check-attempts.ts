import type { SessionEvent } from 'holdfast'
import type { WorldEvent, WorldLine } from '../world-log.ts'
import type { Report } from './violation.ts'

type Begin = Extract<WorldEvent, { type: 'begin' }>

/**
 * Looks at the attempts of a session as they really ran.
 *
 * @param mayForget - the disk may have lost that the first attempt began, as nobody waited for it
 */
export function checkAttempts(
  lines: readonly WorldLine[],
  history: readonly SessionEvent[],
  mayForget: boolean,
  report: Report,
): void {
  let last = 0
  let isAnswered = false
  let lastTaking = -1
  for (const line of lines) {
    if (line.type === 'answer') isAnswered = true
    if (line.type !== 'begin') continue
    const { attempt, isRepeated } = line
    checkKeys(line, report)
    const taking = takingOf(line, history)
    // It may have read the time, and stood still before it wrote: what counts is what was written before.
    const isLate = taking >= 0 && taking < lastTaking
    lastTaking = Math.max(lastTaking, taking)
    if (isLate || isOvertaken(line, history)) {
      if (!hadBegun(line, history))
        report('write-ahead', `attempt ${attempt} begins in a process that never held it`)
      continue
    }
    checkStored(line, report)
    if (isAnswered) report('lost', `attempt ${attempt} begins after its end was acknowledged`)
    if (attempt !== last && attempt !== last + 1)
      report('write-ahead', `attempt ${attempt} begins after ${last}`)
    if (attempt === last && !isRepeated && !(mayForget && attempt === 1))
      report('write-ahead', `attempt ${attempt} begins again, and is not told so`)
    last = attempt
  }
}

/**
 * Its process stood still until another had taken the session, before it looked into the store or since. Whether that
 * one might is for `checkOwners` to say.
 */
function isOvertaken({ owner, stored, at }: Begin & WorldLine, history: readonly SessionEvent[]): boolean {
  const own = takingOf({ owner }, history)
  return (
    stored.owner !== owner ||
    (own >= 0 && history.slice(own + 1).some((event) => isTaking(event) && event.at <= at))
  )
}

/** Where in the history an owner took the session; -1 where a power cut has undone it. */
const takingOf = ({ owner }: Pick<Begin, 'owner'>, history: readonly SessionEvent[]): number =>
  history.findLastIndex((event) => isTaking(event) && event.by === owner)

const isTaking = ({ type }: SessionEvent) => type === 'created' || type === 'claimed'

const hadBegun = ({ owner, attempt }: Begin, history: readonly SessionEvent[]): boolean =>
  history.some((event) => event.by === owner && event.attempt === attempt && event.status === 'active')

function checkStored({ attempt, stored }: Begin, report: Report): void {
  if (stored.status === 'active' && stored.attempt === attempt) return
  report('write-ahead', `attempt ${attempt} begins, and the store says ${stored.status} at ${stored.attempt}`)
}

function checkKeys({ id, attempt, idempotencyKey, attemptKey }: Begin, report: Report): void {
  if (idempotencyKey !== id) report('keys', `its key is ${idempotencyKey}`)
  if (attemptKey !== `${id}:${attempt}`) report('keys', `the key of attempt ${attempt} is ${attemptKey}`)
}
