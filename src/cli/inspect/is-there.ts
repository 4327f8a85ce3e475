import { statSync } from 'node:fs'

/** Whether there is a store at a path: a file that is empty has none in it yet. */
export const isThere = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
