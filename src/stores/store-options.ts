import type { TextCodec } from '../durable/encoded.ts'
import { aRetention, type RetentionTimes } from '../durable/retention.ts'
import type { Retention } from '../durable/session-store.ts'
import { aFunction, anObjectWith, readOptions } from '../machine/read-options.ts'
import type { Reader } from '../machine/read-options.ts'
import { type Clock, systemClock } from '../time.ts'
import { aCount } from '../machine/a-count.ts'

/** What the stores of this package have in common; all optional. */
export interface StoreOptions {
  /** By which leases, due times and retention are judged. @default the platform's clock */
  readonly clock?: Pick<Clock, 'now'> | undefined
  /**
   * How long sessions are kept once they have ended: durations from 0 to Infinity. Whoever uses the id of one that was
   * pruned runs it anew.
   *
   * @default {} - for ever
   */
  readonly retention?: Retention | undefined
  /** How many lines of a session's history are kept, the newest; a whole number from 1. @default 1000 */
  readonly history?: number | undefined
  /**
   * How the input, the snapshot, the result and the error of a session are written down: given a text, it gives another
   * one, or a promise of it. Needs `decode`.
   */
  readonly encode?: TextCodec['encode'] | undefined
  /** Gives back what `encode` was given. */
  readonly decode?: TextCodec['decode'] | undefined
}

/** The options as they were read. */
export interface StoreSettings {
  readonly clock: Pick<Clock, 'now'>
  readonly retention: RetentionTimes
  readonly history: number
  readonly codec: TextCodec | undefined
}

/**
 * @param others - how the options that only this store has are read
 * @throws TypeError or RangeError for a wrong option, or an unknown one
 */
export function readStoreOptions(
  options: unknown,
  others: Readonly<Record<string, Reader>> = {},
): StoreSettings & Readonly<Record<string, unknown>> {
  const { encode, decode, ...read } = readOptions(options, { ...readers, ...others })
  return { ...DEFAULTS, ...read, codec: readCodec(encode, decode) }
}

const DEFAULTS = { clock: systemClock, retention: {}, history: 1000 }

const readers = {
  clock: anObjectWith('now'),
  retention: aRetention,
  history: aCount,
  encode: aFunction,
  decode: aFunction,
} satisfies Record<keyof StoreOptions, Reader>

function readCodec(encode: unknown, decode: unknown): TextCodec | undefined {
  if (encode === undefined && decode === undefined) return undefined
  // What the one writes, the other must read.
  aFunction('encode', encode)
  aFunction('decode', decode)
  return { encode, decode } as TextCodec
}
