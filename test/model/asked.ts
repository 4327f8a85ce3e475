import { TryAgain } from 'holdfast'

import type { Act, StepName } from './act.ts'

/** The acts that a user's function takes part in: a TryAgain is retried without a question. */
export const asked = (acts: readonly Act[]): readonly Act[] =>
  acts.filter(({ step, context }) => !(step === 'retry' && context.result instanceof TryAgain))

/** The steps that a policy may go without in this scenario: their acts are what happens without them. */
export function needless(acts: readonly Act[]): ReadonlySet<StepName> {
  const optional = ['before', 'retry', 'after', 'beforeSleep'] as const
  const isDefault = ({ step, deed, context }: Act) =>
    'gives' in deed && deed.gives === (step === 'retry' ? context.failed : undefined)
  return new Set(optional.filter((name) => acts.filter(({ step }) => step === name).every(isDefault)))
}
