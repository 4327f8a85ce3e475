/**
 * Tells of a signal's first abort: at once, if it is aborted already. However many ask, the signal holds one listener,
 * since platforms warn of more than ten; they are told in the order in which they came.
 *
 * @param tell - told `signal.reason`
 * @returns a function that ends it; nothing stays on a signal of which nobody is to be told
 */
export const onAbort = (signal: AbortSignal, tell: Tell): (() => void) =>
  (joins.get(signal) ?? createJoin(signal))(tell)

type Tell = (reason: unknown) => void

const joins = new WeakMap<AbortSignal, (tell: Tell) => () => void>()

function createJoin(signal: AbortSignal) {
  const told = new Set<Tell>()
  const leave = (tell: Tell) => {
    if (told.delete(tell) && told.size === 0) signal.removeEventListener('abort', tellAll)
  }
  const tellAll = () => {
    const all = [...told]
    for (const tell of all) {
      // What was told first may have ended it.
      if (!told.has(tell)) continue
      leave(tell)
      // What one throws keeps no other from being told: the promise rejects with it, which the platform shows.
      void new Promise(() => tell(signal.reason))
    }
  }
  const join = (tell: Tell) => {
    if (signal.aborted) {
      tell(signal.reason)
    } else {
      if (told.size === 0) signal.addEventListener('abort', tellAll)
      told.add(tell)
    }
    return () => leave(tell)
  }
  joins.set(signal, join)
  return join
}
