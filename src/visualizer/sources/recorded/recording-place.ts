import { createReadStream } from 'node:fs'
import { basename, resolve } from 'node:path'

import { partsOf } from '../../../inspect/recording/parts-of.ts'
import { shortDigest } from '../stored/short-digest.ts'
import { linesOf } from './lines-of.ts'

/** A recording: a file, with its earlier parts, or a text that somebody has sent. */
export type GivenRecording = { readonly path: string } | { readonly name: string; readonly text: string }

/** Where the lines of a recording are. */
export interface RecordingPlace {
  /** For a person. */
  readonly title: string
  /** The same each time that this recording is read. */
  readonly digest: string
  /** The lines of each part, the oldest first. */
  readonly parts: readonly AsyncIterable<string>[]
}

export function recordingPlace(given: GivenRecording): RecordingPlace {
  if ('path' in given) {
    const parts = partsOf(given.path).map((path) => linesOf(createReadStream(path, 'utf8')))
    return { title: basename(given.path), digest: shortDigest(resolve(given.path)), parts }
  }
  const { name, text } = given
  // Of a long one no more is read than tells it from others.
  const digest = shortDigest(JSON.stringify([name, text.length, text.slice(0, ENDS), text.slice(-ENDS)]))
  return { title: name, digest, parts: [linesOf([text])] }
}

/** Characters. */
const ENDS = 10_000
