/** How a promise settled; undefined when it has not within some milliseconds. */
export type Settled = { readonly value: unknown } | { readonly error: unknown } | undefined

/** Waits for a promise, for a while, in which the event loop turns at least ten times, however busy the machine is. */
export async function settled(promise: Promise<unknown>, within = 40): Promise<Settled> {
  let end: Settled
  let timer: NodeJS.Timeout | undefined
  const settling = promise.then(
    (value) => void (end = { value }),
    (error: unknown) => void (end = { error }),
  )
  for (let turn = 0; turn < TURNS && end === undefined; turn++) {
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, within / TURNS)))
    await Promise.race([settling, late])
    clearTimeout(timer)
  }
  return end
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
