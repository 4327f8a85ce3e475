import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Orders } from '../worker/orders.ts'

/** A worker that runs. */
export interface WorkerProcess {
  readonly pid: number
  /** Fulfilled once its store is open, or once it has ended. */
  readonly ready: Promise<unknown>
  readonly end: Promise<WorkerEnd>
  readonly signal: (name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void
}

export interface WorkerEnd {
  readonly wasKilled: boolean
  /** Why it ended other than well or by a kill: its exit code and what it wrote. */
  readonly complaint: string | undefined
}

export function startWorker(program: string, orders: Orders): WorkerProcess {
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const errors = text(child.stderr)
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const end = closed.then(async ([code, signal]): Promise<WorkerEnd> => {
    const wasKilled = signal === 'SIGKILL'
    const words = await errors
    const isWell = words === '' && (wasKilled || code === 0)
    return { wasKilled, complaint: isWell ? undefined : `exit ${code ?? signal}\n${words}` }
  })
  return {
    // Without one it could not be started, and says so as an error.
    pid: child.pid ?? 0,
    ready: Promise.race([once(child.stdout.resume(), 'data'), closed]),
    end,
    signal: (name) => void child.kill(name),
  }
}
