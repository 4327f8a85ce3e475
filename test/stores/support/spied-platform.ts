import type { SqliteHandle } from '../../../src/stores/sqlite/sqlite-driver.ts'
import { type Platform, systemPlatform } from '../../../src/stores/sqlite/platform.ts'
import Database from 'libsql'

export interface SpiedPlatform {
  readonly platform: Platform
  /** The connections that were opened. */
  readonly handles: readonly SqliteHandle[]
  /** What they were told, in order. */
  readonly said: string[]
}

/** A platform on which a test can listen to the connections of a store, and talk in between. */
export function spyOnPlatform(
  changes: Partial<Platform> = {},
  beforeEach: (sql: string) => void = () => {},
): SpiedPlatform {
  const handles: SqliteHandle[] = []
  const said: string[] = []
  const hear = (sql: string) => {
    said.push(sql)
    beforeEach(sql)
  }

  const open = (path: string): SqliteHandle => {
    const handle = new Database(path)
    const spied: SqliteHandle = {
      exec(sql) {
        hear(sql)
        return handle.exec(sql)
      },
      prepare(sql) {
        const statement = handle.prepare(sql)
        return {
          run(...values) {
            hear(sql)
            return statement.run(...values)
          },
          all(...values) {
            hear(sql)
            return statement.all(...values)
          },
        }
      },
      close() {
        hear('close')
        return handle.close()
      },
    }
    handles.push(spied)
    return spied
  }
  /** Called with `new`, which gives what it returns. */
  function DatabaseSync(path: string) {
    return open(path)
  }
  const platform = { ...systemPlatform, load: async () => ({ DatabaseSync }), ...changes }
  return { platform, handles, said }
}
