import { invalidRange, invalidType } from '../../errors/invalid.ts'
import type { InspectorMessage } from '../message.ts'
import { fileSystem } from './node-builtins.ts'
import { partOf, RECORDING_VERSION } from './recording-format.ts'

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
  const told = new Set<string>()
  const messages: InspectorMessage[] = []
  let damaged = 0
  for (const text of textsOf(pathOrText)) {
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map(parse)
    checkHeader({ ...lines[0] }, text)
    for (const line of lines) {
      if (line['type'] === 'recording') checkHeader(line, text)
      else if (!isMessage(line)) damaged++
      else if (!isRepeated(line, told)) messages.push(line)
    }
  }
  return { messages, damaged }
}

type Line = Readonly<Record<string, unknown>>

/** The oldest part first. */
function textsOf(pathOrText: string): readonly string[] {
  // A recording begins with a header, which is an object.
  if (pathOrText.startsWith('{')) return [pathOrText]
  const fs = fileSystem()
  const earlier: string[] = []
  for (let age = 1; fs.existsSync(partOf(pathOrText, age)); age++) earlier.unshift(partOf(pathOrText, age))
  return [...earlier, pathOrText].map((path) => fs.readFileSync(path, 'utf8'))
}

/** No line is an empty object. */
function parse(line: string): Line {
  try {
    return Object(JSON.parse(line))
  } catch {
    return {}
  }
}

function checkHeader({ type, version }: Line, text: string): void {
  if (type !== 'recording' || typeof version !== 'number')
    throw invalidType('recording', 'JSON lines, of which the first is a header', text)
  if (version > RECORDING_VERSION)
    throw invalidRange('recording', `of version ${RECORDING_VERSION}, or Holdfast upgraded`, version)
}

const isMessage = (line: Line): line is Line & InspectorMessage =>
  typeof line['type'] === 'string' && typeof line['seq'] === 'number'

/** A file begins with what one must know to understand it, which an earlier one may have told. */
function isRepeated(message: InspectorMessage, told: Set<string>): boolean {
  const begins =
    message.type === 'definition'
      ? message.definitionId
      : message.type === 'session'
        ? message.sessionId
        : undefined
  if (begins === undefined) return false
  const isKnown = told.has(begins)
  told.add(begins)
  return isKnown
}
