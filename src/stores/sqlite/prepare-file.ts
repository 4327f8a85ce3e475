import { access, constants, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

import { StoreError } from '../../errors/store-error.ts'
import { isNetworkFileSystem } from './network-file-systems.ts'

/**
 * Makes sure that there is a file which this process can write to, in a place where SQLite's locks hold.
 *
 * A new one can be read by its owner alone. One that exists is not opened: to close it again would drop the locks that
 * other connections of this process have on it.
 *
 * @throws StoreError, or what the file system says
 */
export async function prepareFile(
  file: string,
  fileSystemType: (folder: string) => Promise<number>,
): Promise<void> {
  const folder = dirname(file)
  if (isNetworkFileSystem(await fileSystemType(folder)))
    throw new StoreError(
      'HOLDFAST_STORE_UNSUPPORTED',
      `the store ${file} is on a network file system, where the locks of SQLite do not hold: use a local disk`,
    )
  await createFile(file)
  if (!(await stat(file)).isFile())
    throw new StoreError('HOLDFAST_STORE_FAILED', `${file} is not a file: give the store the path of one`)
  await access(file, constants.W_OK)
  // The log and its index are beside it.
  await access(folder, constants.W_OK)
}

/** Creates a file that is not there, for its owner alone. @returns whether it did */
export async function createFile(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.close()
    return true
  } catch (error) {
    // `open` rejects with errors that have a code.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}
