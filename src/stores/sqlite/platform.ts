import { statfs } from 'node:fs/promises'

import { type Migration, migrations } from './migrations.ts'

/** What a store on disk asks of its surroundings. */
export interface Platform {
  /** Imports a module by its name. */
  readonly load: (module: string) => Promise<unknown>
  /** The type of the file system that a folder is on; only Linux gives each its own. */
  readonly fileSystemType: (folder: string) => Promise<number>
  readonly migrations: readonly Migration[]
}

export const systemPlatform: Platform = {
  load: (module) => import(/* @vite-ignore */ module),
  fileSystemType: async (folder) => (await statfs(folder)).type,
  migrations,
}
