import { invalidCall } from '../../errors/invalid.ts'

/** The part of Node's `fs` that is used here. */
export interface FileSystem {
  openSync(path: string, flags: string, mode: number): number
  closeSync(file: number): void
  fstatSync(file: number): { readonly size: number }
  readSync(file: number, bytes: Uint8Array, offset: number, length: number, position: number): number
  writeSync(file: number, bytes: Uint8Array, offset: number): number
  renameSync(from: string, to: string): void
  existsSync(path: string): boolean
  readFileSync(path: string, encoding: 'utf8'): string
}

/** The part of Node's `process` that is used here. */
export interface NodeProcess {
  readonly pid: number
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stderr: { write(text: string): unknown }
  getBuiltinModule(name: 'node:fs'): FileSystem
  emitWarning(message: string): void
  on(event: 'exit', listener: () => void): unknown
  off(event: 'exit', listener: () => void): unknown
}

/**
 * Node's process, and what has its form; by a name of the platform and not by an import, so that what never writes a
 * file runs anywhere.
 *
 * @throws TypeError where there is none
 */
export function nodeProcess(): NodeProcess {
  const { process } = globalThis as { readonly process?: Partial<NodeProcess> }
  if (process?.getBuiltinModule === undefined)
    throw invalidCall('recordings are files, for which this platform has no process.getBuiltinModule')
  // Whoever has that has the rest.
  return process as NodeProcess
}

export const fileSystem = (): FileSystem => nodeProcess().getBuiltinModule('node:fs')
