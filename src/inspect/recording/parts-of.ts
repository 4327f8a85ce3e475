import { fileSystem } from './node-builtins.ts'
import { partOf } from './recording-format.ts'

/** The files of a recording that are there, the oldest first. */
export function partsOf(path: string): readonly string[] {
  const earlier: string[] = []
  for (let age = 1; fileSystem().existsSync(partOf(path, age)); age++) earlier.unshift(partOf(path, age))
  return [...earlier, path]
}
