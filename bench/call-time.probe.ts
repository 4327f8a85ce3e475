import type { Probe } from './harness/probe.ts'
import { nanosecondsPerCall } from './harness/time.ts'
import { doNothing, type Listeners, type Settings, type Wrap } from './peers/peer.ts'

export interface CallTimeInput {
  /** Failures of each call before it succeeds, 0 to 5. */
  readonly failures: number
  /** Calls that are under way at the same time; only 1 without failures. */
  readonly atOnce?: number
  /** Whether each failure throws an error of its own, or all the same one. */
  readonly freshErrors?: boolean
  readonly signal?: boolean
  readonly listeners?: Listeners
  readonly inspect?: boolean
}

/** Nanoseconds of one call that retries up to five times, without a wait. */
export const probe: Probe<CallTimeInput, number> = async (peer, input) => {
  const wrap = peer.wrap(settings(input))
  if (input.failures === 0) {
    const call = wrap<void>(async () => 1)
    // mitata takes a function with a parameter, as some peers return, for something else.
    return nanosecondsPerCall(() => call())
  }
  const { atOnce = 1 } = input
  return (await nanosecondsPerCall(failingCalls(wrap, atOnce, input))) / atOnce
}

const settings = ({ signal, listeners, inspect }: CallTimeInput): Settings => ({
  retries: 5,
  delay: 0,
  ...(signal && { signal: new AbortController().signal }),
  ...(listeners && { listeners }),
  ...(inspect && { inspect: doNothing }),
})

function failingCalls(wrap: Wrap, atOnce: number, { failures, freshErrors }: CallTimeInput) {
  const shared = unavailable()
  const call = wrap(async (rest: { failures: number }) => {
    if (rest.failures-- > 0) throw freshErrors ? unavailable() : shared
    return 1
  })
  if (atOnce === 1) return () => call({ failures })
  return () => Promise.all(Array.from({ length: atOnce }, () => call({ failures })))
}

const unavailable = () => new Error('unavailable')
