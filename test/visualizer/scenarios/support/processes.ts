import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { onTestFinished } from 'vitest'

import { commandArgs } from '../../../cli/programs.ts'
import { root } from '../../../support/project.ts'

/** Another process, which ends with the test. */
export interface Running {
  readonly pid: number
  /** Waits for a line that it prints, or has printed, on stdout. */
  line(pattern: RegExp): Promise<string>
  /** Gives it a line on stdin. */
  tell(line: string): void
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Resolves with its exit code when it ends by itself. */
  readonly ended: Promise<number | null>
}

/** Starts one of the programs beside this, or another by its path. */
export function startProgram(
  path: string,
  args: readonly string[] = [],
  {
    env = {},
    register = false,
  }: { readonly env?: Readonly<Record<string, string>>; readonly register?: boolean } = {},
): Running {
  const file = fileURLToPath(new URL(path, import.meta.url))
  const imports = register ? ['--import', `${root}/src/inspect/register.ts`] : []
  return start(['--conditions=@holdfast/source', '--import', 'tsx', ...imports, file, ...args], env)
}

/** `holdfast inspect` as a process, and the address that it prints. */
export async function startCommand(...args: readonly string[]): Promise<Running & { readonly url: string }> {
  const command = start(commandArgs('inspect', ...args))
  const line = await command.line(/http:\S+/)
  return { ...command, url: line.trim() }
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const listeners = new Set<() => void>()
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    for (const listener of listeners) listener()
  })
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    // It is there as soon as it was started.
    pid: child.pid ?? 0,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => pattern.test(line))
          if (found === undefined) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
        void ended.then(() =>
          reject(new Error(`it ended before it printed ${pattern}:\n${lines.join('\n')}`)),
        )
      }),
    tell: (line) => void child.stdin.write(`${line}\n`),
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await ended
    },
    ended,
  }
}
