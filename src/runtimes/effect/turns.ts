import * as Effect from 'effect/Effect'

/** Hands what a session asks for, one thing at a time, to the fiber that does it. */
export interface Turns<T> {
  /** Replaces what nobody has taken yet: it has been overtaken. */
  readonly offer: (turn: T) => void
  readonly take: Effect.Effect<T>
}

export function createTurns<T>(): Turns<T> {
  let offered: Effect.Effect<T> | undefined
  let resume: ((turn: Effect.Effect<T>) => void) | undefined

  const handOver = () => {
    if (offered === undefined || resume === undefined) return
    const [turn, taker] = [offered, resume]
    offered = undefined
    resume = undefined
    taker(turn)
  }

  return {
    offer(turn) {
      offered = Effect.succeed(turn)
      handOver()
    },
    take: Effect.callback((taker) => {
      resume = taker
      handOver()
    }),
  }
}
