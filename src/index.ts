export type { Binding } from './machine/actor-session.ts'
export { bind } from './machine/bind.ts'
export type { BindOptions, BoundRetryMachine } from './machine/bind.ts'
export type { RetryContext, RetryContextEnd } from './machine/context.ts'
export { createRetryMachine } from './machine/create-retry-machine.ts'
export type { RunIterationOptions } from './machine/iterate-with-retry.ts'
export { runWithRetry } from './durable/run-with-retry.ts'
export type { RunOptions } from './durable/run-with-retry.ts'
export type {
  Lease,
  NewSession,
  Renewal,
  Retention,
  SessionChange,
  SessionEvent,
  SessionEventType,
  SessionQuery,
  SessionRecord,
  SessionStatus,
  SessionStore,
} from './durable/session-store.ts'
export { retrySetup } from './machine/retry-setup.ts'
export type { OwnSetup, OwnTypes, RetryChart, RetrySetup } from './machine/retry-setup.ts'
export { startRetry } from './machine/start-retry.ts'
export type { RetrySession, StartOptions } from './machine/start-retry.ts'
export type {
  AnyRetryActor,
  AnyRetryMachine,
  Inspect,
  PersistedRetrySnapshot,
  RetryActor,
  RetryEvent,
  RetryMachine,
  RetrySnapshot,
  RetryStateValue,
  RetryTag,
  SnapshotListener,
  Subscription,
} from './machine/xstate.ts'
export type { ErrorClass } from './machine/snapshot/error-classes.ts'
export type { Codec, Json } from './machine/snapshot/json.ts'
export { readSnapshot } from './machine/snapshot/read-snapshot.ts'
export type { ReadSnapshotOptions } from './machine/snapshot/read-snapshot.ts'
export type { PersistedSession, SessionSnapshot } from './machine/snapshot/session-snapshot.ts'
export type { ReadValueOptions } from './machine/snapshot/value-reader.ts'
export { writeSnapshot } from './machine/snapshot/write-snapshot.ts'
export type { WriteSnapshotOptions } from './machine/snapshot/write-snapshot.ts'
export { AsyncRetrying } from './machine/async-retrying.ts'
export type { AttemptInfo } from './machine/attempt-info.ts'
export type { LoopAttempt } from './machine/loop-attempt.ts'
export { observe } from './machine/observe.ts'
export type { RetryEnd, RetryObserver } from './machine/observer.ts'
export type { RetryOptions } from './machine/options.ts'
export { retry } from './machine/retry.ts'
export type { Retrying } from './machine/retrying.ts'
export type { Retrier } from './machine/retry.ts'
export type { IterationOptions } from './machine/resume.ts'
export type {
  AnyFunction,
  AsyncForm,
  AsyncFunction,
  AsyncGeneratorFunction,
  Coroutine,
  CoroutineFunction,
  Retried,
} from './machine/retried.ts'
export type { LoopOptions, RetryLoop } from './machine/retry-loop.ts'
export { isRetryError, RetryError } from './errors/retry-error.ts'
export type { RetryErrorInit } from './errors/retry-error.ts'
export { SnapshotError } from './errors/snapshot-error.ts'
export type { SnapshotErrorCode } from './errors/snapshot-error.ts'
export { TimeoutError } from './errors/timeout-error.ts'
export { TryAgain } from './errors/try-again.ts'
export type { FailedOutcome, Outcome, SuccessfulOutcome } from './outcome.ts'
export type { Random } from './random.ts'
export type { RetryStatistics } from './statistics.ts'
export type { Awaitable } from './awaitable.ts'
export { systemClock } from './time.ts'
export type { Clock } from './time.ts'
export type { RetryCallState } from './strategies/call-state.ts'
export type { ErrorType, ErrorTypes } from './strategies/common/error-types.ts'
export type { LogFormatOptions, Logger } from './strategies/common/logger.ts'
export type { MessageTest } from './strategies/common/message-test.ts'
export type { Predicate } from './strategies/common/predicate.ts'
export type { Duration } from './strategies/duration.ts'
export type {
  HookFunction,
  RetryFunction,
  RetryStrategy,
  StopFunction,
  StopStrategy,
  StrategyFacts,
  StrategyJSON,
  WaitFunction,
  WaitStrategy,
} from './strategies/strategy.ts'
export { waitFullJitter } from './strategies/wait-full-jitter.ts'
export { defineStrategy } from './strategies/define-strategy.ts'
export { strategyFromJSON } from './strategies/strategy-from-json.ts'
export type { StrategyFromJSONOptions } from './strategies/strategy-from-json.ts'
export { afterLog } from './strategies/after-log.ts'
export { beforeLog } from './strategies/before-log.ts'
export { beforeSleepLog } from './strategies/before-sleep-log.ts'
export type { BeforeSleepLogOptions } from './strategies/before-sleep-log.ts'
export { retryAll } from './strategies/retry-all.ts'
export { retryAlways } from './strategies/retry-always.ts'
export { retryAny } from './strategies/retry-any.ts'
export { retryIfExceptionCauseType } from './strategies/retry-if-exception-cause-type.ts'
export { retryIfExceptionCode } from './strategies/retry-if-exception-code.ts'
export { retryIfExceptionMessage } from './strategies/retry-if-exception-message.ts'
export { retryIfExceptionType } from './strategies/retry-if-exception-type.ts'
export { retryIfException } from './strategies/retry-if-exception.ts'
export { retryIfNotExceptionMessage } from './strategies/retry-if-not-exception-message.ts'
export { retryIfNotExceptionType } from './strategies/retry-if-not-exception-type.ts'
export { retryIfNotResult } from './strategies/retry-if-not-result.ts'
export { retryIfResult } from './strategies/retry-if-result.ts'
export { retryNever } from './strategies/retry-never.ts'
export { retryUnlessExceptionType } from './strategies/retry-unless-exception-type.ts'
export { stopAfterAttempt } from './strategies/stop-after-attempt.ts'
export { stopAfterDelay } from './strategies/stop-after-delay.ts'
export { stopAll } from './strategies/stop-all.ts'
export { stopAny } from './strategies/stop-any.ts'
export { stopBeforeDelay } from './strategies/stop-before-delay.ts'
export { stopNever } from './strategies/stop-never.ts'
export { stopWhenAborted } from './strategies/stop-when-aborted.ts'
export { waitByExceptionType } from './strategies/wait-by-exception-type.ts'
export { waitChain } from './strategies/wait-chain.ts'
export { waitCombine } from './strategies/wait-combine.ts'
export { waitDecorrelatedJitter } from './strategies/wait-decorrelated-jitter.ts'
export type { WaitDecorrelatedJitterOptions } from './strategies/wait-decorrelated-jitter.ts'
export { waitException } from './strategies/wait-exception.ts'
export { waitExponentialJitter } from './strategies/wait-exponential-jitter.ts'
export type { WaitExponentialJitterOptions } from './strategies/wait-exponential-jitter.ts'
export { waitExponential } from './strategies/wait-exponential.ts'
export type { WaitExponentialOptions } from './strategies/wait-exponential.ts'
export { waitFixed } from './strategies/wait-fixed.ts'
export { waitIncrementing } from './strategies/wait-incrementing.ts'
export type { WaitIncrementingOptions } from './strategies/wait-incrementing.ts'
export { waitNone } from './strategies/wait-none.ts'
export { waitRandomExponential } from './strategies/wait-random-exponential.ts'
export { waitRandom } from './strategies/wait-random.ts'
export type { WaitRandomOptions } from './strategies/wait-random.ts'
export { waitRetryAfter } from './strategies/wait-retry-after.ts'
export type { WaitRetryAfterOptions } from './strategies/wait-retry-after.ts'
