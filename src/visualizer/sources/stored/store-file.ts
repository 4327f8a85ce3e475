import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'

/**
 * Looks whether the file of a store is still the one that was opened: who has a file open reads on in it when others see
 * it no more.
 *
 * @param name - of the store; one that is no path has no file
 * @returns a function that says what is wrong, or nothing
 */
export function followStoreFile(name: string): () => Promise<string | undefined> {
  let first: number | undefined

  return async () => {
    if (!isAbsolute(name)) return undefined
    const present = await inodeOf(name)
    first ??= present
    return present === first ? undefined : GONE
  }
}

const inodeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ ino }) => ino,
    () => NONE,
  )

/** No file has it. */
const NONE = -1

const GONE = 'its file was removed, or another is in its place: what is shown is what the first one holds'
