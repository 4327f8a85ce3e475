import type { SessionDetail } from 'holdfast/visualizer'
import { useCallback, useEffect, useState } from 'preact/hooks'

import type { Outcome } from './describe-outcome.ts'
import { progressOf } from './progress-of.ts'
import type { TakenCommand } from './progress-of.ts'

interface Told {
  readonly outcome: Outcome
  /** What is followed, until it has settled. */
  readonly taken?: TakenCommand | undefined
  readonly isSettled?: boolean
}

/** What is told of the last thing that was asked for: first that it was, then what came of it, for a while. */
export function useOutcome(
  detail: SessionDetail,
): readonly [Outcome | undefined, (outcome: Outcome | undefined, taken?: TakenCommand) => void] {
  const [told, setTold] = useState<Told>()
  const taken = told?.taken
  const progress = taken && progressOf(taken, detail)
  // Later attempts are not what was asked for.
  useEffect(() => {
    if (progress?.isSettled) setTold({ outcome: progress, isSettled: true })
  }, [progress?.isSettled])
  useEffect(() => {
    if (!told?.isSettled) return undefined
    const timer = setTimeout(() => setTold(undefined), LASTS)
    return () => clearTimeout(timer)
  }, [told])
  const tell = useCallback(
    (outcome: Outcome | undefined, next?: TakenCommand) =>
      setTold(outcome && (outcome.tone === 'bad' ? { outcome, isSettled: true } : { outcome, taken: next })),
    [],
  )
  return [progress ?? told?.outcome, tell]
}

/** Milliseconds: as long as a person may look elsewhere. */
const LASTS = 20_000
