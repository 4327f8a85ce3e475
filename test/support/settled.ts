/** How a promise settled; undefined when it has not within some milliseconds. */
export type Settled = { readonly value: unknown } | { readonly error: unknown } | undefined

/** Waits for a promise, for a while. */
export async function settled(promise: Promise<unknown>, within = 40): Promise<Settled> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, within, undefined)
  })
  const settling = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  try {
    return await Promise.race([settling, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The error a promise rejects with; a value is an error of the test. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${String(value)}`)
    },
    (error: unknown) => error,
  )
}
