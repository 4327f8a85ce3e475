import type { InspectorMessage } from '../message.ts'
import { fileSystem } from './node-builtins.ts'
import { partsOf } from './parts-of.ts'
import { createRecordingReader } from './recording-reader.ts'

/** What was recorded. */
export interface Recording {
  /** In the order in which they were written; what a further file repeats of an earlier one is left out. */
  readonly messages: readonly InspectorMessage[]
  /** How many lines could not be read: the last one of a process that was killed may be cut. */
  readonly damaged: number
}

/**
 * Reads what `recordTo` wrote.
 *
 * @param pathOrText - of the file, and then its earlier parts are read too; or a recording's text, which any platform
 *   can read
 * @throws TypeError when it is no recording, RangeError when a newer Holdfast wrote it, or the file system's own error
 * @example
 * import { readRecording } from 'holdfast/inspect'
 *
 * const text = '{"type":"recording","version":1,"at":0,"pid":1}\n{"type":"dropped","seq":1,"at":0,"count":2}\n{"ty'
 * readRecording(text) // => { messages: [{ type: 'dropped', seq: 1, at: 0, count: 2 }], damaged: 1 }
 */
export function readRecording(pathOrText: string): Recording {
  const reader = createRecordingReader()
  const messages: InspectorMessage[] = []
  for (const text of textsOf(pathOrText)) {
    const lines = text.split('\n').filter((line) => line !== '')
    reader.begin(lines[0] ?? '')
    for (const line of lines) {
      const message = reader.read(line)
      if (message !== undefined) messages.push(message)
    }
  }
  return { messages, damaged: reader.damaged }
}

function textsOf(pathOrText: string): readonly string[] {
  // A recording begins with a header, which is an object.
  if (pathOrText.startsWith('{')) return [pathOrText]
  return partsOf(pathOrText).map((path) => fileSystem().readFileSync(path, 'utf8'))
}
