/** Resolves when the process is asked to end; asked once more, it does so at once. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      for (const signal of SIGNALS) process.off(signal, end)
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, end)
  })

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
