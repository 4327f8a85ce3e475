import { StoreError } from '../../errors/store-error.ts'
import type { Connection } from './connection.ts'
import type { Migration } from './migrations.ts'
import { toStoreError } from './to-store-error.ts'

/** The tables of a store's file, and their version. */
export interface Schema {
  /** Refuses another program's database, before anything is written to it. */
  refuseForeign(connection: Connection): void
  /** Refuses a later major version. Another process may bring the file to one at any time. */
  refuseNewer(connection: Connection): void
  /** Brings the file to this version, in one transaction, unless it is there already. */
  migrate(connection: Connection): void
}

/**
 * @param name - of the store, for messages
 * @param migrations - not empty, oldest first
 */
export function createSchema(name: string, migrations: readonly Migration[]): Schema {
  const latest = Math.max(...migrations.map(({ version }) => version))

  const refuseNewer = (connection: Connection) => {
    const version = versionOf(connection)
    if (majorOf(version) > majorOf(latest)) throw newerError(name, version, latest)
  }

  return {
    refuseNewer,
    refuseForeign(connection) {
      // In this order: another process may make the tables in between, and gives the id with them.
      const isTaken = hasTables(connection)
      const id = applicationOf(connection)
      if (id !== APPLICATION_ID && (id !== 0 || isTaken)) throw foreignError(name)
    },
    migrate(connection) {
      if (versionOf(connection) >= latest) return
      connection.transact(() => {
        // Only now is it certain that no other process is at it.
        refuseNewer(connection)
        const version = versionOf(connection)
        for (const step of migrations.filter((migration) => migration.version > version))
          take(step, connection, name)
      })
    },
  }
}

/** "hfst", by which a store's file is told from any other database. */
const APPLICATION_ID = 0x68667374

function take({ version, name: step, sql }: Migration, connection: Connection, name: string): void {
  try {
    connection.exec(sql)
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`)
  } catch (error) {
    throw toStoreError(error, `the store ${name}, on its way to version ${inWords(version)} (${step}),`)
  }
}

const versionOf = (connection: Connection) =>
  connection.all<{ user_version: number }>('PRAGMA user_version')[0]!.user_version

const applicationOf = (connection: Connection) =>
  connection.all<{ application_id: number }>('PRAGMA application_id')[0]!.application_id

const hasTables = (connection: Connection) =>
  connection.all('SELECT name FROM sqlite_master LIMIT 1').length > 0

const majorOf = (version: number) => Math.floor(version / 1000)

const inWords = (version: number) => `${majorOf(version)}.${version % 1000}`

const foreignError = (name: string) =>
  new StoreError(
    'HOLDFAST_STORE_UNSUPPORTED',
    `${name} is the database of another program: give the store a file of its own`,
  )

const newerError = (name: string, version: number, latest: number) =>
  new StoreError(
    'HOLDFAST_STORE_NEWER',
    `the store ${name} has version ${inWords(version)}, and this Holdfast knows ${inWords(latest)}: update it`,
  )
