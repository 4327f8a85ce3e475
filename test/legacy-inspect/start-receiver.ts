import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What the receiver printed about a message of this type; an absent field is none of it. */
export interface Seen {
  readonly type: string
  readonly sessionId?: string
  readonly value?: unknown
  readonly event?: { readonly type: string; readonly name?: string }
  readonly tags?: readonly string[]
  readonly resolvedTags?: readonly string[]
  readonly nextEvents?: readonly string[]
  readonly onWake?: unknown
  readonly origin?: string
}

/** The inspector of XState 4 in a process of its own. */
export interface Receiver extends AsyncDisposable {
  readonly seen: readonly Seen[]
  /** Resolves once what was seen is enough. */
  until(isEnough: (seen: readonly Seen[]) => boolean): Promise<void>
  /** Makes the receiver send a command. */
  send(command: object): void
  /** Ends the process, and gives what it wrote on standard error. */
  stop(): Promise<string>
  /** Ends it without its leave. */
  kill(): Promise<void>
}

export function startReceiver(port: number): Receiver {
  const child = spawn(process.execPath, [program, `127.0.0.1:${port}`])
  const exit = once(child, 'exit')
  const seen: Seen[] = []
  const waiting = new Set<() => void>()
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text))
  createInterface({ input: child.stdout }).on('line', (line) => {
    seen.push(JSON.parse(line))
    for (const look of waiting) look()
  })

  const stop = async () => {
    child.stdin.end()
    await exit
    return complaints
  }
  return {
    seen,
    until: (isEnough) =>
      Promise.race([
        new Promise<void>((resolve) => {
          const look = () => void (isEnough(seen) && resolve())
          waiting.add(look)
          look()
        }),
        exit.then(() => Promise.reject(new Error(`the receiver has ended\n${complaints}`))),
      ]),
    send: (command) => child.stdin.write(`${JSON.stringify(command)}\n`),
    stop,
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}

const program = fileURLToPath(new URL('receiver.mjs', import.meta.url))
