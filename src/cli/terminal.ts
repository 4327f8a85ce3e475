import type { WriteStream } from 'node:tty'

/** Where a command writes to. */
export interface Terminal {
  readonly stdout: Output
  readonly stderr: Output
}

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'hasColors'>>

/** @param process - or whatever else has these streams */
export function createTerminal({ stdout, stderr }: Terminal): Terminal {
  // Each write tells whether it succeeded; without a listener the event would end the process.
  for (const output of [stdout, stderr]) output.on('error', () => {})
  return { stdout, stderr }
}

/**
 * Writes a text, and the end of its line.
 *
 * @throws what the stream says, by rejection: EPIPE when nobody reads it any more
 */
export const print = (output: Output, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    output.write(`${text}\n`, (error) => (error ? reject(error) : resolve()))
  })

/** Whether to style what is written: only on a terminal, which decides by its kind and NO_COLOR. */
export const hasColors = (output: Output): boolean => output.isTTY === true && output.hasColors?.() === true
