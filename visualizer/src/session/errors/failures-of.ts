import type { InspectorMessage } from 'holdfast/inspect'

import { attemptBefore, stepEnd } from '../log/around.ts'
import { errorInLine } from '../words/in-line.ts'

/** The errors of attempts, or of other steps, that say the same. */
export interface Failures {
  /** In one line. */
  readonly text: string
  /** Of the last of them. */
  readonly error: unknown
  /** The message that told of the last of them. */
  readonly index: number
  readonly count: number
  readonly attempts: readonly number[]
}

/** Gathers what failed and how often: what failed last comes first. */
export function failuresOf(messages: readonly InspectorMessage[]): readonly Failures[] {
  const byText = new Map<string, Failures & { readonly attempts: number[] }>()
  for (const [index, message] of messages.entries()) {
    if (message.type !== 'event') continue
    const end = stepEnd(message)
    if (end === undefined || !end.isFailed || ENDS.has(end.step)) continue
    const text = errorInLine(end.value, 1000)
    const before = byText.get(text)
    const attempt = end.step === 'attempt' ? attemptBefore(messages, index) : undefined
    const attempts = before?.attempts ?? []
    if (attempt !== undefined) attempts.push(attempt)
    // What failed last comes last.
    byText.delete(text)
    byText.set(text, { text, error: end.value, index, count: (before?.count ?? 0) + 1, attempts })
  }
  return [...byText.values()].toReversed()
}

/** The steps that fail with the session's own error. */
const ENDS: ReadonlySet<string> = new Set(['giveUp', 'fail'])

/**
 * The error with which a session has ended, or its last failure.
 *
 * @param failures - in these messages
 */
export function lastErrorIn(messages: readonly InspectorMessage[], failures: readonly Failures[]): unknown {
  const end = messages.findLast((message) => message.type === 'end')
  if (end?.type === 'end') return end.status === 'failed' ? end.error : undefined
  return failures[0]?.error
}

/** Numbers that follow each other as ranges: `1–3, 5`. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && number === run[1] + 1) run[1] = number
    else runs.push([number, number])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
