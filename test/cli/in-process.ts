import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'

import { run } from '../../src/cli/run.ts'
import type { ExitCode } from '../../src/cli/exit-codes.ts'

/** What a command came to. */
export interface Result {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
}

interface Options {
  /** The columns of the terminal; without, there is none. */
  readonly columns?: number
}

/** Runs a command in this process. @param args - as they follow `holdfast` */
export async function holdfast(args: readonly string[], { columns }: Options = {}): Promise<Result> {
  const terminal = columns === undefined ? {} : { isTTY: true, columns, hasColors: () => true }
  const stdout = Object.assign(new PassThrough(), terminal)
  const stderr = Object.assign(new PassThrough(), terminal)
  const texts = Promise.all([text(stdout), text(stderr)])
  const code = await run(args, { stdout, stderr })
  stdout.end()
  stderr.end()
  const [out, err] = await texts
  return { code, stdout: out, stderr: err }
}

/** The lines of JSON that a command printed. */
export const linesOf = ({ stdout }: Result): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
