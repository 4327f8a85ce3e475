import { open, rm } from 'node:fs/promises'

import { StoreError } from '../../errors/store-error.ts'
import { createFile } from './prepare-file.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import { toStoreError } from './to-store-error.ts'

/** Copies a database to a file that is not there yet; a copy that fails leaves none. */
export async function backUp(database: SqliteDatabase, file: string): Promise<void> {
  let isNew = false
  try {
    isNew = await createFile(file)
    if (!isNew)
      throw new StoreError('HOLDFAST_STORE_FAILED', `there is a file ${file} already: name a new one`)
    await database.copyTo(file)
    await flush(file)
  } catch (error) {
    if (isNew) await rm(file, { force: true })
    throw toStoreError(error, `the backup ${file}`)
  }
}

/** SQLite leaves it to the system when a copy reaches the disk. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
