import type { SessionEventType } from 'holdfast'
import type { SessionDetail } from 'holdfast/visualizer'

import { errorInLine } from '../words/in-line.ts'

/** What is known of why a session was cancelled. */
export interface WhyCancelled {
  readonly by?: string
  /** The error with which it was. */
  readonly reason?: string
  /** Of an attempt, before that. */
  readonly lastError?: string
}

/** By whom, with which error, and what had failed by then; undefined of one that was not cancelled. */
export function whyCancelled(
  detail: Pick<SessionDetail, 'row' | 'stored' | 'messages'>,
): WhyCancelled | undefined {
  const { row, messages } = detail
  if (row.status !== 'cancelled') return undefined
  const by = whoAsked(detail)
  const end = messages.at(-1)
  const reason = end?.type === 'end' && end.status === 'failed' ? errorInLine(end.error) : undefined
  return {
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
    ...(row.error !== undefined && row.error !== reason && { lastError: row.error }),
  }
}

/** `Cancelled by ada; the last error: Error: down`: who did it says more than the error that it was done with. */
export function cancelledLine({ by, reason, lastError }: WhyCancelled): string {
  const how = by === undefined ? (reason === undefined ? '' : `: ${reason}`) : ` by ${by}`
  return `Cancelled${how}${lastError === undefined ? '' : `; the last error: ${lastError}`}`
}

type Known = Pick<SessionDetail, 'stored' | 'messages'>

const whoAsked = ({ stored, messages }: Known): string | undefined =>
  requester(stored?.history ?? []) ?? sender(messages)

/** Who was asked to end it writes that he has; where nobody ran it, whoever asked. Some give no name. */
function requester(history: NonNullable<Known['stored']>['history']): string | undefined {
  const inRound = history.slice(history.findLastIndex(({ type }) => type === 'retried') + 1)
  const asked = inRound.filter(({ type }) => type === 'cancelRequested')
  const end = inRound.find(({ type }) => type === 'cancelled')?.by
  const worker = history.findLast(({ type }) => RUNS.has(type))?.by
  const isAsker = end !== worker || asked.length === 0
  return (isAsker ? end : undefined) ?? asked.findLast(({ by }) => by !== null)?.by ?? undefined
}

/** Whoever writes these runs the session. */
const RUNS: ReadonlySet<SessionEventType> = new Set(['created', 'claimed', 'attempt', 'sleeping'])

const sender = (messages: Known['messages']): string | undefined =>
  messages
    .flatMap((each) => (each.type === 'event' && each.event.type === 'ABORT' ? (each.by ?? []) : []))
    .at(-1)
