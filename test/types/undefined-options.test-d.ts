import { expectTypeOf } from 'vitest'
import type {
  BeforeSleepLogOptions,
  BindOptions,
  IterationOptions,
  LogFormatOptions,
  LoopOptions,
  RetryOptions,
  RunIterationOptions,
  RunOptions,
  StartOptions,
  StrategyFromJSONOptions,
  WaitDecorrelatedJitterOptions,
  WaitExponentialJitterOptions,
  WaitExponentialOptions,
  WaitIncrementingOptions,
  WaitRandomOptions,
  WaitRetryAfterOptions,
} from 'holdfast'
import type { RetryWithOptions } from 'holdfast/effect'
import type { EffectionRetryOptions, OperationOptions } from 'holdfast/effection'
import type { InspectorOptions, LinkOptions, MessageQuery, RecordOptions } from 'holdfast/inspect'
import type { StoreOptions } from 'holdfast/memory'
import type { SqliteStoreOptions } from 'holdfast/sqlite'
import type { VisualizerOptions } from 'holdfast/visualizer'

/** Every option is there, and undefined. */
type Undefined<Options> = Record<keyof Options, undefined>

// Also where exactOptionalPropertyTypes is on, as it is here.

expectTypeOf<Undefined<RetryOptions>>().toExtend<RetryOptions>()
expectTypeOf<Undefined<BindOptions>>().toExtend<BindOptions>()
expectTypeOf<Undefined<StartOptions>>().toExtend<StartOptions>()
expectTypeOf<Undefined<RunOptions>>().toExtend<RunOptions>()
expectTypeOf<Undefined<RunIterationOptions<1>>>().toExtend<RunIterationOptions<1>>()
expectTypeOf<Undefined<IterationOptions<1, []>>>().toExtend<IterationOptions<1, []>>()
expectTypeOf<Undefined<LoopOptions>>().toExtend<LoopOptions>()

expectTypeOf<Undefined<WaitDecorrelatedJitterOptions>>().toExtend<WaitDecorrelatedJitterOptions>()
expectTypeOf<Undefined<WaitExponentialJitterOptions>>().toExtend<WaitExponentialJitterOptions>()
expectTypeOf<Undefined<WaitExponentialOptions>>().toExtend<WaitExponentialOptions>()
expectTypeOf<Undefined<WaitIncrementingOptions>>().toExtend<WaitIncrementingOptions>()
expectTypeOf<Undefined<WaitRandomOptions>>().toExtend<WaitRandomOptions>()
expectTypeOf<Undefined<WaitRetryAfterOptions>>().toExtend<WaitRetryAfterOptions>()
expectTypeOf<Undefined<LogFormatOptions>>().toExtend<LogFormatOptions>()
expectTypeOf<Undefined<BeforeSleepLogOptions>>().toExtend<BeforeSleepLogOptions>()
expectTypeOf<Undefined<StrategyFromJSONOptions>>().toExtend<StrategyFromJSONOptions>()

expectTypeOf<Undefined<RetryWithOptions>>().toExtend<RetryWithOptions>()
expectTypeOf<Undefined<OperationOptions>>().toExtend<OperationOptions>()
expectTypeOf<Undefined<EffectionRetryOptions>>().toExtend<EffectionRetryOptions>()

expectTypeOf<Undefined<StoreOptions>>().toExtend<StoreOptions>()
expectTypeOf<Undefined<SqliteStoreOptions>>().toExtend<SqliteStoreOptions>()
expectTypeOf<Undefined<InspectorOptions>>().toExtend<InspectorOptions>()
expectTypeOf<Undefined<MessageQuery>>().toExtend<MessageQuery>()
expectTypeOf<Undefined<RecordOptions>>().toExtend<RecordOptions>()
expectTypeOf<Undefined<LinkOptions>>().toExtend<LinkOptions>()
expectTypeOf<Undefined<VisualizerOptions>>().toExtend<VisualizerOptions>()
