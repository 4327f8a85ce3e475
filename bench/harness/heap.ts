/** Bytes that are reachable in this process: what is left after everything else was collected. */
export async function heapInUse(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run Node with --expose-gc to measure the heap.')
  // Finalizers of the first collection free what the second can then collect.
  for (let collection = 0; collection < 3; collection++) {
    globalThis.gc()
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage().heapUsed
}
