import type { FileSystem } from './node-builtins.ts'
import { partOf } from './recording-format.ts'

export interface RotatingFile {
  /**
   * Appends lines, at once.
   *
   * @throws the file system's own error; a part of the lines may have been written
   */
  append(lines: string): void
  close(): void
}

export interface RotatingFileOptions {
  readonly fs: FileSystem
  readonly path: string
  readonly maxBytes: number
  /** How many files there are at most, the present one included. */
  readonly files: number
  /** What a file begins with, and goes on with whenever it was opened anew. */
  readonly head: () => string
}

/** A file that is opened when there is something to write, and begun anew before it would grow too large. */
export function createRotatingFile({ fs, path, maxBytes, files, head }: RotatingFileOptions): RotatingFile {
  let present: OpenFile | undefined

  const open = (flags: 'a+' | 'w+'): OpenFile => {
    // What is written may be nobody else's business.
    const descriptor = fs.openSync(path, flags, 0o600)
    return (present = { descriptor, size: fs.fstatSync(descriptor).size, emptySize: 0 })
  }

  const close = () => {
    if (present !== undefined) fs.closeSync(present.descriptor)
    present = undefined
  }

  const write = (file: OpenFile, bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length;) done += fs.writeSync(file.descriptor, bytes, done)
    file.size += bytes.length
  }

  const begin = (room: number): OpenFile => {
    const file = open('a+')
    if (isFull(file, room)) return rotate()
    const isNew = file.size === 0
    write(file, encode((endsInLine(file) ? '' : '\n') + head()))
    if (isNew) file.emptySize = file.size
    return file
  }

  const rotate = (): OpenFile => {
    close()
    for (let age = files - 1; age > 0; age--) {
      const younger = age === 1 ? path : partOf(path, age - 1)
      if (fs.existsSync(younger)) fs.renameSync(younger, partOf(path, age))
    }
    const file = open('w+')
    write(file, encode(head()))
    file.emptySize = file.size
    return file
  }

  const isFull = ({ size, emptySize }: OpenFile, room: number) => size > emptySize && size + room > maxBytes

  /** A process that was killed, or a disk that was full, may have left half a line. */
  const endsInLine = ({ descriptor, size }: OpenFile): boolean => {
    if (size === 0) return true
    const last = new Uint8Array(1)
    fs.readSync(descriptor, last, 0, 1, size - 1)
    return last[0] === NEWLINE
  }

  return {
    append(lines) {
      const bytes = encode(lines)
      try {
        const file = present ?? begin(bytes.length)
        write(isFull(file, bytes.length) ? rotate() : file, bytes)
      } catch (error) {
        close()
        throw error
      }
    },
    close,
  }
}

interface OpenFile {
  readonly descriptor: number
  size: number
  /** With no more than a head in it; then even what is too large has no better place. */
  emptySize: number
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const NEWLINE = 10
