import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { WorldLine } from '../world-log.ts'
import type { Chance } from './seeded-chance.ts'

/**
 * Does to a database what a power cut may do, after all its processes were killed: of what was written since it was last
 * told to be on the disk, a part is lost.
 *
 * That which SQLite waited for is kept: it is the disk's word, and not in question here. So is the file without its log,
 * which is written to when the log is folded into it, and only after both were waited for.
 */
export function cutPower(database: string, lines: readonly WorldLine[], pid: number, chance: Chance): void {
  const log = `${database}-wal`
  rmSync(`${database}-shm`, { force: true })
  // Whoever closes the database folds the log in.
  if (!existsSync(log) || lines.some((line) => line.pid === pid && line.type === 'close')) return
  const written = readFileSync(log)
  const kept = syncedLength(written, lines)
  const image = written.subarray(0, chance.between(kept, written.length))
  tear(image.subarray(kept), chance)
  writeFileSync(log, image)
}

/** How much of the log is on the disk. */
function syncedLength(written: Buffer, lines: readonly WorldLine[]): number {
  const last = lines.findLast((line) => line.type === 'synced')
  if (last === undefined || written.toString('hex', SALT, SALT + 8) !== last.salt) return 0
  const pageSize = written.readUInt32BE(PAGE_SIZE)
  return Math.min(written.length, HEADER + last.frames * (FRAME_HEADER + pageSize))
}

/** Disks write in any order: a sector may be missing before others that are there. */
function tear(unsynced: Buffer, chance: Chance): void {
  if (unsynced.length < SECTOR || chance.next() < 0.5) return
  const start = chance.between(0, unsynced.length - SECTOR)
  unsynced.fill(0, start, start + SECTOR)
}

/** https://www.sqlite.org/fileformat2.html#walformat */
const HEADER = 32
const PAGE_SIZE = 8
const SALT = 16
const FRAME_HEADER = 24
const SECTOR = 512
