import type { Interpreter } from '../../conformance/interpreter.ts'
import { createLives } from './lives.ts'
import type { LivesOptions } from './lives.ts'

/** How a session is cut, and who is told of its lives besides the trace. */
export interface Cutting extends LivesOptions {
  /** How many points each life passes before it is cut; after these comes one that is not. */
  readonly cuts: Iterable<number>
  /** Told of the text of each snapshot. */
  readonly onCut?: (text: string) => void
}

/**
 * `startRetry`, in one life after another: each is cut, and the next goes on from the text of its snapshot. In the end the
 * session that has ended is resumed, too.
 */
export const cuttingInterpreter = ({ cuts, onCut, ...options }: Cutting): Interpreter => ({
  title: 'XState, cut and resumed',

  start(run) {
    const lives = createLives(run, options)
    const passes = cuts[Symbol.iterator]()
    const nextPoints = (): number => passes.next().value ?? Infinity
    let life = lives.begin(nextPoints())

    async function live(): Promise<unknown> {
      for (let cut = await life.cut; cut !== undefined; cut = await life.cut) {
        onCut?.(cut.text)
        life = lives.begin(nextPoints(), cut)
      }
      const text = JSON.stringify(life.session.snapshot())
      life = lives.begin(Infinity, { text, call: undefined })
      return life.session.result.catch((error: unknown) => {
        throw lives.original(error)
      })
    }

    return { result: live(), statistics: () => lives.statistics(life) }
  },
})
