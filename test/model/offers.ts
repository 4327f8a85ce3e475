import { TryAgain } from 'holdfast'
import type { RetrySnapshot } from 'holdfast'

import type { Deed, StepName } from './act.ts'

/** The step that a session in this state is in; undefined in a final one. */
export const stepOf = ({ children }: RetrySnapshot): StepName | undefined =>
  // Each state invokes one step under the step's name, beside the root's watch.
  Object.keys(children).find((id) => id !== 'watch' && id !== 'fail') as StepName | undefined

/** Everything that may happen in a state: each outcome of its step, and what may come from outside. */
export function offers(snapshot: RetrySnapshot, mostAttempts: number): readonly Deed[] {
  const step = stepOf(snapshot)
  if (step === undefined) return []
  const { attemptNumber } = snapshot.context
  const inside = outcomes[step].filter(
    (deed) => !(attemptNumber >= mostAttempts && step === 'stop' && 'gives' in deed && deed.gives === false),
  )
  // A TryAgain is retried without a question, so nothing can happen there.
  if (step === 'retry' && snapshot.context.result instanceof TryAgain) return [{ gives: true }]
  const wakes: Deed[] = step === 'sleep' && attemptNumber === 1 ? [{ wakes: true }] : []
  return [
    ...inside,
    { throws: new Error(`${step} threw`) },
    { aborts: { reason: `aborted in ${step}` } },
    ...wakes,
  ]
}

const nothing: readonly Deed[] = [{ gives: undefined }]

const outcomes: Readonly<Record<StepName, readonly Deed[]>> = {
  before: nothing,
  attempt: [{ gives: 'value' }, { throws: new TryAgain('again') }],
  retry: [{ gives: true }, { gives: false }],
  after: nothing,
  wait: [{ gives: 3 }],
  stop: [{ gives: false }, { gives: true }],
  giveUp: [{ gives: 'fallback' }],
  beforeSleep: nothing,
  sleep: nothing,
}
