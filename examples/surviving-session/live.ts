import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process of the program, from its start to its end. */
export interface Life {
  readonly pid: number | undefined
  /** The signal that killed it, or its exit code. */
  readonly end: Promise<{ readonly code: number | null; readonly killedBy: NodeJS.Signals | null }>
}

/**
 * Starts the program.
 *
 * @param interruption - kills it
 * @param onLine - told what it says
 */
export function live(
  args: readonly string[],
  interruption: AbortSignal,
  onLine: (line: string) => void,
): Life {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface(child.stdout).on('line', onLine)
  const kill = () => void child.kill()
  interruption.addEventListener('abort', kill)
  const end = async () => {
    const [code, killedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    interruption.removeEventListener('abort', kill)
    return { code, killedBy }
  }
  return { pid: child.pid, end: end() }
}

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url))
