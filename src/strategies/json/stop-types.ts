import { joinDecisions } from '../common/create-strategy.ts'
import { stopAfterAttempt } from '../stop-after-attempt.ts'
import { stopAfterDelay } from '../stop-after-delay.ts'
import { stopAll } from '../stop-all.ts'
import { stopAny } from '../stop-any.ts'
import { stopBeforeDelay } from '../stop-before-delay.ts'
import { stopNever } from '../stop-never.ts'
import type { StopStrategy } from '../strategy.ts'
import type { StrategyType } from './descriptor.ts'

/** The stop strategies by the type in their descriptors. */
export const stopTypes: Readonly<Record<string, StrategyType<StopStrategy>>> = {
  never: { fields: [], build: () => stopNever },
  afterAttempt: { fields: ['max'], build: (json) => stopAfterAttempt(json.number('max')) },
  afterDelay: { fields: ['ms'], build: (json) => stopAfterDelay(json.number('ms')) },
  beforeDelay: { fields: ['ms'], build: (json) => stopBeforeDelay(json.number('ms')) },
  any: { fields: ['of'], build: (json) => stopAny(...json.parts()) },
  all: { fields: ['of'], build: (json) => stopAll(...json.parts()) },
  or: { fields: ['of'], build: (json) => joinDecisions('or', json.parts()) },
  and: { fields: ['of'], build: (json) => joinDecisions('and', json.parts()) },
}
