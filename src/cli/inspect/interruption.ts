/** How a command is ended that runs until somebody does. */
export interface Interruption {
  /** Aborted when the process is asked to end; its reason is the name of the signal. */
  readonly signal: AbortSignal
  /** Aborted when it is asked once more. */
  readonly insistence: AbortSignal
  /** Leaves signals to the platform again. */
  readonly unlisten: () => void
}

/** Listens for Ctrl-C, and for what else asks a process to end. */
export function listenForInterruption(): Interruption {
  const first = new AbortController()
  const second = new AbortController()
  const heed = (name: NodeJS.Signals) => (first.signal.aborted ? second : first).abort(name)
  for (const name of SIGNALS) process.on(name, heed)
  return {
    signal: first.signal,
    insistence: second.signal,
    unlisten() {
      for (const name of SIGNALS) process.off(name, heed)
    },
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
