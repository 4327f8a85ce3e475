import { execFile } from 'node:child_process'

export interface RunOptions {
  readonly cwd?: string
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds until the program is killed. @default 300_000 */
  readonly timeout?: number
}

export interface Output {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end and gives what it printed; an exit code other than 0 is an error that shows it. */
export async function run(command: string, args: readonly string[], options?: RunOptions): Promise<Output> {
  const output = await tryRun(command, args, options)
  if (output.code !== 0)
    throw new Error(`${commandLine(command, args)}: exit code ${output.code}\n${text(output)}`)
  return output
}

/** Runs a program to its end, whatever its exit code; a program that cannot start or is killed is an error. */
export function tryRun(
  command: string,
  args: readonly string[],
  { cwd, env, timeout = 300_000 }: RunOptions = {},
): Promise<Output> {
  const options = { cwd, env: { ...process.env, ...env }, timeout, maxBuffer: LONGEST_OUTPUT }
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code
      if (typeof code === 'number') return resolve({ code, stdout, stderr })
      // Without an exit code it did not start, or a signal ended it.
      const cause = error?.signal ? `ended by ${error.signal}` : error?.message
      return reject(new Error(`${commandLine(command, args)}: ${cause}\n${text({ stdout, stderr })}`))
    })
  })
}

const LONGEST_OUTPUT = 64 * 1024 * 1024

const commandLine = (command: string, args: readonly string[]) => [command, ...args].join(' ')

const text = ({ stdout, stderr }: Omit<Output, 'code'>) => stdout + stderr
