import { waitByExceptionType } from '../wait-by-exception-type.ts'
import { waitChain } from '../wait-chain.ts'
import { waitCombine } from '../wait-combine.ts'
import { waitDecorrelatedJitter } from '../wait-decorrelated-jitter.ts'
import { waitExponentialJitter } from '../wait-exponential-jitter.ts'
import { waitExponential } from '../wait-exponential.ts'
import { waitFixed } from '../wait-fixed.ts'
import { waitIncrementing } from '../wait-incrementing.ts'
import { waitNone } from '../wait-none.ts'
import { waitRandomExponential } from '../wait-random-exponential.ts'
import { waitRandom } from '../wait-random.ts'
import { waitRetryAfter } from '../wait-retry-after.ts'
import type { WaitStrategy } from '../strategy.ts'
import type { StrategyType } from './descriptor.ts'

const GROWTH = ['multiplier', 'expBase', 'min', 'max']

/** The wait strategies by the type in their descriptors. */
export const waitTypes: Readonly<Record<string, StrategyType<WaitStrategy>>> = {
  none: { fields: [], build: () => waitNone },
  fixed: { fields: ['ms'], build: (json) => waitFixed(json.number('ms')) },
  random: { fields: ['min', 'max'], build: (json) => waitRandom(json.options()) },
  incrementing: {
    fields: ['start', 'increment', 'max'],
    build: (json) => waitIncrementing(json.options()),
  },
  exponential: { fields: GROWTH, build: (json) => waitExponential(json.options()) },
  randomExponential: { fields: GROWTH, build: (json) => waitRandomExponential(json.options()) },
  exponentialJitter: {
    fields: [...GROWTH, 'jitter'],
    build: (json) => waitExponentialJitter(json.options()),
  },
  decorrelatedJitter: {
    fields: ['min', 'factor', 'max'],
    build: (json) => waitDecorrelatedJitter(json.options()),
  },
  exception: {
    fields: ['byType', 'default'],
    build: (json) => waitByExceptionType(json.byType('byType'), json.sizeOrPart('default')),
  },
  retryAfter: {
    fields: ['wait', 'max'],
    build: (json) => waitRetryAfter(json.part('wait'), { max: json.number('max') }),
  },
  combine: { fields: ['of'], build: (json) => waitCombine(...json.parts()) },
  sum: { fields: ['of'], build: (json) => waitCombine(...json.parts()) },
  chain: { fields: ['of'], build: (json) => waitChain(...json.parts()) },
}
