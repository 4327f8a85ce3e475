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
  let lastTaking = 0
  for (const line of lines) {
    if (line.type === 'answer') isAnswered = true
    if (line.type !== 'begin') continue
    const { attempt, isRepeated } = line
    checkKeys(line, report)
    const taking = takingOf(line, history)
    if (line.stored.owner !== line.owner || taking < lastTaking) {
      if (!hadBegun(line, history))
        report('write-ahead', `attempt ${attempt} begins in a process that never held it`)
      continue
    }
    if (taking < Infinity) lastTaking = taking
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
 * The revision by which the owner of an attempt had taken its session; infinite where a power cut has undone that.
 *
 * Revisions and the order of lines tell who was overtaken, and times do not: a process may stand still after it has read
 * the store or the time, until another has taken the session, and write its line only then. Whether that other one might
 * take it is for `checkOwners` to say.
 */
const takingOf = ({ owner, stored }: Begin, history: readonly SessionEvent[]): number =>
  history.findLast((event) => isTaking(event) && event.by === owner && event.rev <= stored.rev)?.rev ??
  Infinity

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
