import { spawn, spawnSync } from 'node:child_process'

const PROGRAM = ['--conditions=@holdfast/source', '--import', 'tsx', 'examples/main.ts']

export const ESCAPE = '\u001B'

/** Starts an act of `npm start`, its output piped; `exit` is fulfilled with the exit code. */
export const startExample = (act: string, env?: NodeJS.ProcessEnv) =>
  start(process.execPath, [...PROGRAM, act], env)

/** Starts it in a terminal of its own, so many columns wide. */
export const startInTerminal = (act: string, columns: number) => {
  const command = `stty cols ${columns} rows 24; exec ${process.execPath} ${PROGRAM.join(' ')} ${act}`
  return start('script', ['-qec', command, '/dev/null'], { TERM: 'xterm-256color' })
}

/** util-linux has `script`, which gives a program a terminal. */
export const hasTerminal = () =>
  process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  return Object.assign(child, { exit })
}
