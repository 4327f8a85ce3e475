/** The first line of a recording, and of each further part and process that writes to it; every other is a message. */
export interface RecordingHeader {
  readonly type: 'recording'
  /** Of the form of the lines. */
  readonly version: number
  /** When it was written; epoch milliseconds. */
  readonly at: number
  readonly pid: number
}

export const RECORDING_VERSION = 1

/** The name of an earlier part of a recording; 1 is the one before the present. */
export const partOf = (path: string, age: number): string => `${path}.${age}`
