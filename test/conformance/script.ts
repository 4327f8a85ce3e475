import { inMode } from './in-mode.ts'
import type { Stage } from './stage.ts'

/** The function that is retried: it does what the scenario's attempts say, the last one over and over. */
export function createScript({ scenario, clock, errors, log }: Stage): () => unknown {
  const { attempts, fnMode = 'async' } = scenario
  let attempt = 0

  const play = () => {
    attempt++
    const script = attempts[Math.min(attempt, attempts.length) - 1]
    if (script === undefined) throw new Error('the scenario has no attempts')
    log('attempt', { attempt, t: clock.elapsed })
    clock.advance(script.durationMs ?? 0)

    const settled = (outcome: object) => log('settled', { attempt, t: clock.elapsed, outcome })
    if (script.kind === 'return') {
      settled({ failed: false, value: script.value })
      return script.value
    }
    const error = errors.makeThrown(script, attempt)
    const { type, message } = errors.recognise(error)
    settled({ failed: true, type, message })
    throw error
  }

  // The name that Tenacity's logs show for its own scripted function.
  return Object.defineProperty(inMode(fnMode, play), 'name', { value: 'oracle.scripted' })
}
