import { invalidRange, invalidType } from '../../errors/invalid.ts'
import type { InspectorMessage } from '../message.ts'
import { RECORDING_VERSION } from './recording-format.ts'

/** Reads a recording line by line, through all its parts. */
export interface RecordingReader {
  /**
   * Begins a part, by its first line.
   *
   * @throws TypeError when that is no header, RangeError when a newer Holdfast wrote it
   */
  begin(line: string): void
  /**
   * Reads any line that is not empty, the first one of a part too.
   *
   * @returns a message; undefined for a header, what a part repeats of an earlier one, and what cannot be read
   * @throws likewise, for a further header
   */
  read(line: string): InspectorMessage | undefined
  /** How many lines could not be read. */
  readonly damaged: number
}

/** @param name - of the recording, for errors */
export function createRecordingReader(name = 'recording'): RecordingReader {
  const told = new Set<string>()
  let damaged = 0

  const checkHeader = ({ type, version }: Line, text: string) => {
    if (type !== 'recording' || typeof version !== 'number')
      throw invalidType(name, 'JSON lines, of which the first is a header', text)
    if (version > RECORDING_VERSION)
      throw invalidRange(name, `of version ${RECORDING_VERSION}, or Holdfast upgraded`, version)
  }

  return {
    begin: (text) => checkHeader(parse(text), text),

    read(text) {
      const line = parse(text)
      if (line['type'] === 'recording') checkHeader(line, text)
      else if (!isMessage(line)) damaged++
      else if (!isRepeated(line, told)) return line
      return undefined
    },

    get damaged() {
      return damaged
    },
  }
}

type Line = Readonly<Record<string, unknown>>

/** No line is an empty object. */
function parse(line: string): Line {
  try {
    return Object(JSON.parse(line))
  } catch {
    return {}
  }
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
