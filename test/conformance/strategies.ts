import { stopWhenAborted } from 'holdfast'
import type { RetryCallState, RetryFunction, StopFunction, WaitFunction } from 'holdfast'

import {
  retryFromDescriptor,
  stopFromDescriptor,
  waitFromDescriptor,
} from '../support/strategy-from-descriptor.ts'
import type { Descriptor, DescriptorHooks } from '../support/strategy-from-descriptor.ts'
import { inMode } from './in-mode.ts'
import type { Stage } from './stage.ts'
import { tap } from './tap.ts'

/** A scenario's stop strategy: the real one, with a log of each leaf that is asked and of the whole's answer. */
export const createStop = (stage: Stage, root: Descriptor): StopFunction =>
  tap(stopFromDescriptor(root, watchLeaves(stage, 'stopLeaf', 'result')), (result) =>
    stage.log('stop', { result }),
  )

export const createRetry = (stage: Stage, root: Descriptor): RetryFunction =>
  tap(retryFromDescriptor(root, watchLeaves(stage, 'retryLeaf', 'result')), (result) =>
    stage.log('retry', { result }),
  )

export const createWait = (stage: Stage, root: Descriptor): WaitFunction =>
  tap(waitFromDescriptor(root, watchLeaves(stage, 'waitLeaf', 'delayMs')), (delayMs) =>
    stage.log('wait', { delayMs }),
  )

function watchLeaves({ clock, errors, log }: Stage, ev: string, answer: string): DescriptorHooks {
  const called = new Set<string>()
  return {
    advance: (ms) => clock.advance(ms),

    predicateCalled: (path) => called.add(path),

    // Python's threading.Event, set by the clock, is an abort signal here.
    whenEventSet: (ms) =>
      stopWhenAborted({
        get aborted() {
          return clock.elapsed >= ms
        },
      }),

    leaf(strategy, path, { type, mode, predicate }) {
      const ask = inMode(mode, (state: RetryCallState) => {
        called.delete(path)
        return strategy(state)
      })
      const logAnswer = (fields: object) =>
        log(ev, { path, type, ...(predicate && { called: called.has(path) }), ...fields })
      const watched = tap(
        ask,
        (value) => logAnswer({ [answer]: value }),
        (error) => logAnswer({ threw: errors.adopt(error, { from: 'predicate' }) }),
      )
      // It answers as the strategy does; the compiler cannot follow that through any kind of strategy.
      return watched as typeof strategy
    },
  }
}
