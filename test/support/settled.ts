/** How a promise settled; undefined when it has not within some milliseconds. */
export type Settled = { readonly value: unknown } | { readonly error: unknown } | undefined

/** Waits for a promise, for a while, in which the event loop turns at least ten times, however busy the machine is. */
export async function settled(promise: Promise<unknown>, within = 40): Promise<Settled> {
  const settling = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  for (let turn = 0; turn < TURNS; turn++) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, within / TURNS, undefined)
    })
    const end = await Promise.race([settling, late])
    clearTimeout(timer)
    if (end !== undefined) return end
  }
  return undefined
}

const TURNS = 10

/** The error a promise rejects with; a value is an error of the test. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${String(value)}`)
    },
    (error: unknown) => error,
  )
}
