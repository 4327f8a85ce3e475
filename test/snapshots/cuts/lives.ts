import type { AttemptInfo, Clock, RetryCallState, RetryOptions, RetryStatistics } from 'holdfast'

import { plainly } from '../../conformance/interpreter.ts'
import type { Run } from '../../conformance/interpreter.ts'
import { scriptedTypes } from '../../support/scripted-errors.ts'
import { beginLife } from './life.ts'
import type { Cut, Life } from './life.ts'
import { mapCalled } from './map-called.ts'
import { createOriginals } from './originals.ts'

/** What the lives of a session have in common: the world of its scenario, which goes on while none is. */
export interface Lives {
  /**
   * Begins the next one, with fresh options and a fresh machine.
   *
   * @param points - how many it passes before it is cut; Infinity is never
   * @param from - how the one before was cut
   */
  begin(points: number, from?: Cut): Life
  /** The error that the scenario made, for one that came back from a snapshot; any other value as it is. */
  readonly original: (value: unknown) => unknown
  /** The scenario's function; it has no part in a session. */
  readonly script: () => unknown
  /** Those of a life's session, with the time that the world's clock shows. */
  statistics(life: Life): RetryStatistics
}

export interface LivesOptions {
  /** Whether each knows the scripted error classes. @default true */
  readonly knowsErrors?: boolean
  /** By how much the first one's monotonic clock is ahead of the world's; milliseconds. @default 0 */
  readonly ahead?: number
  /** Told of each call of the function, with the option whose call was under way when the life before was cut. */
  readonly onAttempt?: (info: AttemptInfo, interrupted: string | undefined) => void
}

export function createLives(
  run: Run,
  { knowsErrors = true, ahead = 0, onAttempt }: LivesOptions = {},
): Lives {
  const { policy, script } = plainly(run)
  const originals = createOriginals()
  const errors = [...(knowsErrors ? Object.values(scriptedTypes) : []), ...givenUpAs(policy)]
  const shifts = new Map<Life, number>()

  return {
    begin(points, from) {
      const shift = ahead + shifts.size * 4096
      let interrupted = from?.call
      const fn = (info: AttemptInfo) => {
        onAttempt?.(info, interrupted)
        interrupted = undefined
        return originals.mark(script)
      }
      const options = mapCalled(policy, (option, callee) => (...args) => {
        interrupted = undefined
        if (!SHOWN.has(option)) return originals.mark(() => callee(...args))
        const [state] = args as unknown as [RetryCallState]
        return originals.mark(() => callee(originals.seen(state, shift) as never))
      })
      const life = beginLife({
        policy: { ...options, clock: shifted(policy.clock as Clock, shift) },
        fn: Object.defineProperty(fn, 'name', { value: script.name }),
        snapshot: from?.text,
        errors,
        // The call that was under way is made again.
        cutAt: points === 0 || interrupted === undefined ? points : points + 1,
      })
      shifts.set(life, shift)
      return life
    },
    original: originals.find,
    script: () => originals.mark(script),
    statistics(life) {
      const { statistics } = life.session
      return { ...statistics, startTime: statistics.startTime - (shifts.get(life) ?? 0) }
    },
  }
}

/** What logs its outcome on the stage, which knows errors by their identity. */
const SHOWN: ReadonlySet<string> = new Set<keyof RetryOptions>([
  'before',
  'after',
  'beforeSleep',
  'retryErrorCallback',
])

/** The class of the error on giving up; those of the scenarios are classes of errors. */
const givenUpAs = ({ retryErrorCls }: RetryOptions) =>
  retryErrorCls === undefined ? [] : [retryErrorCls as never]

/** The clock of another process: the wall is the same, the monotonic one shows something else. */
const shifted = (clock: Clock, ms: number): Clock => ({
  now: () => clock.now(),
  monotonic: () => clock.monotonic() + ms,
  setTimer: (callback, delay, unref) => clock.setTimer(callback, delay, unref),
})
