import { openSync, readSync } from 'node:fs'

/** How far the write-ahead log of a database is filled with what was committed. */
export interface WalPosition {
  /** Tells this log from those that were in the same file before; hexadecimal. */
  readonly salt: string
  readonly frames: number
}

/**
 * Reads positions in the index that SQLite keeps beside the log.
 *
 * @see https://www.sqlite.org/walformat.html#the_wal_index_header
 */
export function walPositionOf(database: string): () => WalPosition {
  let index: number | undefined
  return () => {
    // Never closed: that would drop the locks that SQLite has on the same file.
    index ??= openSync(`${database}-shm`, 'r')
    const header = Buffer.alloc(HEADER)
    readSync(index, header, 0, HEADER, 0)
    const words = new Uint32Array(header.buffer, header.byteOffset, HEADER / 4)
    return { salt: header.toString('hex', SALT, HEADER), frames: words[FRAMES] ?? 0 }
  }
}

const FRAMES = 4
const SALT = 32
const HEADER = 40
