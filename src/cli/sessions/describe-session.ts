import { inspect } from 'node:util'

import { hasEnded } from '../../durable/has-ended.ts'
import type { SessionRecord } from '../../durable/session-store.ts'
import type { DecodedSession } from '../../stores/reading/decode-session.ts'
import { errorLines } from '../../stores/reading/error-summary.ts'
import { holderOf } from '../../stores/reading/holder-of.ts'
import { readText } from '../../stores/reading/read-texts.ts'
import { amountOf, dated } from '../format/from-now.ts'
import { printable } from '../format/printable.ts'
import type { Styler } from '../format/style-for.ts'
import { styleOfStatus } from '../format/style-of-status.ts'

/** A session in lines of text, each with its name. */
export function describeSession(
  record: SessionRecord,
  decoded: DecodedSession,
  now: number,
  style: Styler,
): string {
  const { id, status, kind, machineVersion, crashes, deadlineAt, createdAt, updatedAt } = record
  const lines: (readonly [label: string, texts: readonly string[]])[] = [
    ['status', [style(styleOfStatus[status], status)]],
    ['machine', [`${printable(kind)}, version ${printable(machineVersion)}`]],
    ['attempts', [attempts(record, decoded)]],
    ['state', state(decoded)],
    ['due', due(record, now)],
    ['run by', runBy(record, now)],
    ['asked to', requests(record)],
    ['crashes', crashes === 0 ? [] : [String(crashes)]],
    ['deadline', deadlineAt === null || hasEnded(record) ? [] : [dated(deadlineAt, now)]],
    ['created', [dated(createdAt, now)]],
    ['changed', [dated(updatedAt, now)]],
    ['result', result(record)],
    ['last error', decoded.error === null ? [] : errorLines(decoded.error).map(printable)],
    ['unread', decoded.problem === null ? [] : [printable(decoded.problem)]],
  ]
  return [
    style('bold', printable(id)),
    ...lines.flatMap(([label, texts]) =>
      texts.map((text, index) => `  ${(index === 0 ? label : '').padEnd(LONGEST_LABEL)}  ${text}`),
    ),
  ].join('\n')
}

const LONGEST_LABEL = 10

function attempts({ attempt, attemptLimit, round }: SessionRecord, { attemptNumber }: DecodedSession) {
  const inRound = round === 1 ? '' : `, ${attemptNumber ?? 'none'} of them in round ${round}`
  return `${attempt}${inRound}${attemptLimit === null ? '' : ` (at most ${attemptLimit})`}`
}

const state = ({ state: name, sleepLeft }: DecodedSession) =>
  name === null
    ? []
    : [sleepLeft === null ? name : `${name}, ${amountOf(sleepLeft)} of sleep left`].map(printable)

function due({ status, dueAt }: SessionRecord, now: number): string[] {
  if (status !== 'sleeping') return []
  return [dueAt === null ? 'when it is woken' : dated(dueAt, now)]
}

/** A session of its own program is nobody's to run but that program's. */
function runBy(record: SessionRecord, now: number): string[] {
  if (hasEnded(record)) return []
  const holder = holderOf(record, now)
  return holder === undefined
    ? ['nobody now: it belongs to its program, and goes on when that next calls runWithRetry with this id']
    : [printable(`${holder}, which goes on with it`)]
}

function requests({ cancelRequested, wakeRequested }: SessionRecord): string[] {
  const asked = [...(cancelRequested ? ['end'] : []), ...(wakeRequested ? ['wake'] : [])]
  return asked.length === 0 ? [] : [asked.join(', ')]
}

function result({ result: text }: SessionRecord): string[] {
  if (text === null) return []
  try {
    return inspect(readText(text), { depth: 4, maxStringLength: 500 }).split('\n').map(printable)
  } catch {
    // It is in a form of the program's own; what it came to is not to be lost for that.
    return [printable(text.slice(0, 200))]
  }
}
