import { show } from '../../errors/show.ts'
import { aName, readOptions } from '../../machine/read-options.ts'
import type { SettingsOf } from '../../machine/settings-of.ts'
import { systemClock } from '../../time.ts'
import { aCount } from '../../machine/a-count.ts'
import type { InspectorMessage, InspectorSink } from '../message.ts'
import { createBeginnings } from './beginnings.ts'
import { fileSystem, nodeProcess } from './node-builtins.ts'
import { RECORDING_VERSION } from './recording-format.ts'
import type { RecordingHeader } from './recording-format.ts'
import { createRotatingFile } from './rotating-file.ts'

/** What `recordTo` takes. */
export interface RecordOptions {
  /** A file that would grow larger is put aside, and another begun. @default 16 MiB */
  readonly maxBytes?: number | undefined
  /** How many files are kept, the present one included; the oldest go. @default 5 */
  readonly files?: number | undefined
}

/** A sink that writes to a file. */
export interface Recorder extends InspectorSink {
  /** How many messages could not be written. */
  readonly lost: number
  /** Writes what waits, at once; it is done by itself every 10 ms, and when the process exits. */
  flush(): void
  close(): void
}

/**
 * Records what an inspector tells in a file of JSON lines, which `readRecording` reads.
 *
 * The first line of a file is a header with the version of the form, every other a message. A file that grows too large
 * becomes `<path>.1`, that one `<path>.2`, and so on; each can be read alone. Only the user who runs the process may
 * read them. Where nothing can be written, a warning says so once, messages are counted as lost, and sessions go on.
 * Needs Node, or what has Node's file system.
 *
 * @param path - of the file, which is appended to where it exists; `%p` in it is the process's id, as two processes must
 *   not write to one file
 * @throws TypeError or RangeError that names the wrong option and the value received
 * @example
 * import { runWithRetry } from 'holdfast'
 * import { createInspector, readRecording, recordTo } from 'holdfast/inspect'
 * import { tmpdir } from 'node:os'
 *
 * const path = `${tmpdir()}/holdfast-${process.pid}.jsonl`
 * const inspector = createInspector()
 * inspector.addSink(recordTo(path))
 * await runWithRetry({}, async () => 'ok', { inspect: inspector.inspect })
 * await inspector.close()
 * readRecording(path).messages.at(-1)?.type // => 'end'
 */
export function recordTo(path: string, options: RecordOptions = {}): Recorder {
  aName('path', path)
  // Each option was checked.
  const { maxBytes, files } = { ...DEFAULTS, ...readOptions(options, readers) } as SettingsOf<RecordOptions>
  const process = nodeProcess()
  const beginnings = createBeginnings()
  const header = (): RecordingHeader => ({
    type: 'recording',
    version: RECORDING_VERSION,
    at: systemClock.now(),
    pid: process.pid,
  })
  const file = createRotatingFile({
    fs: fileSystem(),
    path: path.replaceAll('%p', String(process.pid)),
    maxBytes,
    files,
    head: () => toLines([header(), ...beginnings.messages()]),
  })
  let waiting: InspectorMessage[] = []
  let lost = 0
  let cancelTimer: (() => void) | undefined

  const flush = () => {
    cancelTimer?.()
    cancelTimer = undefined
    const messages = waiting
    waiting = []
    if (messages.length === 0) return
    try {
      file.append(toLines(messages))
      for (const message of messages) beginnings.follow(message)
    } catch (error) {
      if (lost === 0) process.emitWarning(`holdfast cannot record to ${path}: ${show(error)}`)
      lost += messages.length
    }
  }

  process.on('exit', flush)

  return {
    get lost() {
      return lost
    },
    send(message) {
      waiting.push(message)
      if (waiting.length >= MOST_WAITING) flush()
      else cancelTimer ??= systemClock.setTimer(flush, LONGEST_WAIT, true)
    },
    flush,
    close() {
      process.off('exit', flush)
      flush()
      file.close()
    },
  }
}

const DEFAULTS: SettingsOf<RecordOptions> = { maxBytes: 16 * 1024 * 1024, files: 5 }

const readers = { maxBytes: aCount, files: aCount }

const MOST_WAITING = 500

/** Milliseconds: what a process that is killed can lose. */
const LONGEST_WAIT = 10

const toLines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('')
