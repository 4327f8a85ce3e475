import { StoreError } from '../../errors/store-error.ts'
import { type Connection, openConnection } from './connection.ts'
import { loadDriver } from './load-driver.ts'
import type { Platform } from './platform.ts'
import { prepareFile } from './prepare-file.ts'
import { createSchema, type Schema } from './schema.ts'
import { createSqliteDatabase, type SqliteDatabase, type SqliteDatabaseSettings } from './sqlite-database.ts'
import { toStoreError } from './to-store-error.ts'
import { whenFree } from './when-free.ts'

/** Opens a store's file, and makes it first where it is not there. */
export async function openDatabase(
  file: string,
  settings: SqliteDatabaseSettings,
  platform: Platform,
): Promise<SqliteDatabase> {
  try {
    const Driver = await loadDriver(platform.load)
    await prepareFile(file, platform.fileSystemType)
    const schema = createSchema(file, platform.migrations)
    const connection = openConnection(Driver, file)
    try {
      await whenFree(() => setUp(connection, schema, file, settings.busyTimeout), settings.busyTimeout)
    } catch (error) {
      connection.close()
      throw error
    }
    return createSqliteDatabase(file, connection, schema, settings)
  } catch (error) {
    throw toStoreError(error, `the store ${file}`)
  }
}

/** The milliseconds for which SQLite may stop the process to wait for a lock; a write of others takes less than one. */
const LONGEST_BLOCK = 10

function setUp(connection: Connection, schema: Schema, file: string, busyTimeout: number): void {
  connection.exec(`PRAGMA busy_timeout = ${Math.floor(Math.min(busyTimeout, LONGEST_BLOCK))}`)
  // Elsewhere this changes nothing; on macOS the disk would keep to itself what it was told to write.
  connection.exec('PRAGMA fullfsync = TRUE; PRAGMA checkpoint_fullfsync = TRUE')
  schema.refuseForeign(connection)
  schema.refuseNewer(connection)
  const [mode] = connection.all<{ journal_mode: string }>('PRAGMA journal_mode = WAL')
  if (mode?.journal_mode !== 'wal')
    throw new StoreError(
      'HOLDFAST_STORE_UNSUPPORTED',
      `the store ${file} is on a file system that cannot share memory, which SQLite's log needs: use a local disk`,
    )
  schema.migrate(connection)
}
