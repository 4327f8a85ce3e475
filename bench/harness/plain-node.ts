import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/**
 * Runs an ECMAScript module in a process of its own, in plain Node, and returns the JSON it printed.
 *
 * Modules resolve from the project's root, so `holdfast` is what was built and the peers are as installed.
 */
export async function plainNode(source: string): Promise<unknown> {
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', source], {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (code !== 0)
    throw new Error(`A measuring process ended with ${String(signal ?? code)}; see its error above.`)
  return JSON.parse(printed)
}
