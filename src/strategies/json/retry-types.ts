import { joinDecisions } from '../common/create-strategy.ts'
import { retryAll } from '../retry-all.ts'
import { retryAlways } from '../retry-always.ts'
import { retryAny } from '../retry-any.ts'
import { retryIfExceptionCauseType } from '../retry-if-exception-cause-type.ts'
import { retryIfExceptionCode } from '../retry-if-exception-code.ts'
import { retryIfExceptionMessage } from '../retry-if-exception-message.ts'
import { retryIfExceptionType } from '../retry-if-exception-type.ts'
import { retryIfException } from '../retry-if-exception.ts'
import { retryIfNotExceptionMessage } from '../retry-if-not-exception-message.ts'
import { retryIfNotExceptionType } from '../retry-if-not-exception-type.ts'
import { retryIfNotResult } from '../retry-if-not-result.ts'
import { retryIfResult } from '../retry-if-result.ts'
import { retryNever } from '../retry-never.ts'
import { retryUnlessExceptionType } from '../retry-unless-exception-type.ts'
import type { RetryStrategy } from '../strategy.ts'
import type { StrategyType } from './descriptor.ts'

/** Tenacity has sync and async forms of these, and says so in `flavor` and `mode`; here one form does both. */
const COMBINED = ['of', 'flavor']
const PREDICATE = ['predicate', 'mode']

/** The retry strategies by the type in their descriptors. */
export const retryTypes: Readonly<Record<string, StrategyType<RetryStrategy>>> = {
  never: { fields: [], build: () => retryNever },
  always: { fields: [], build: () => retryAlways },
  ifExceptionType: { fields: ['types'], build: (json) => retryIfExceptionType(json.types()) },
  ifNotExceptionType: { fields: ['types'], build: (json) => retryIfNotExceptionType(json.types()) },
  unlessExceptionType: { fields: ['types'], build: (json) => retryUnlessExceptionType(json.types()) },
  ifExceptionCauseType: { fields: ['types'], build: (json) => retryIfExceptionCauseType(json.types()) },
  ifExceptionCode: { fields: ['codes'], build: (json) => retryIfExceptionCode(json.codes()) },
  ifExceptionMessage: {
    fields: ['message', 'match'],
    build: (json) => retryIfExceptionMessage(json.messageTest()),
  },
  ifNotExceptionMessage: {
    fields: ['message', 'match'],
    build: (json) => retryIfNotExceptionMessage(json.messageTest()),
  },
  ifException: { fields: PREDICATE, build: (json) => retryIfException(json.predicate()) },
  ifResult: { fields: PREDICATE, build: (json) => retryIfResult(json.predicate()) },
  ifNotResult: { fields: PREDICATE, build: (json) => retryIfNotResult(json.predicate()) },
  any: { fields: COMBINED, build: (json) => retryAny(...json.parts()) },
  all: { fields: COMBINED, build: (json) => retryAll(...json.parts()) },
  or: { fields: ['of'], build: (json) => joinDecisions('or', json.parts()) },
  and: { fields: ['of'], build: (json) => joinDecisions('and', json.parts()) },
}
