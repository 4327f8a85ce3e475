import type { SessionStore } from '../durable/session-store.ts'
import { invalidRange, invalidType } from '../errors/invalid.ts'
import type { Sanitize } from '../inspect/plain/to-plain.ts'
import { redact } from '../inspect/redact/redact.ts'
import { aCount } from '../machine/a-count.ts'
import { aBoolean, aFunction, aName, anObjectWith, readOptions } from '../machine/read-options.ts'
import type { Reader } from '../machine/read-options.ts'
import type { SettingsOf } from '../machine/settings-of.ts'
import { randomId, systemRandom } from '../random.ts'
import { systemClock } from '../time.ts'
import type { Clock } from '../time.ts'
import { aPort } from './a-port.ts'
import { isLoopback } from './http/host-names.ts'
import { DEFAULT_LIMITS } from './sources/live/live-sessions.ts'

/** What `startVisualizer` takes; all optional. */
export interface VisualizerOptions {
  /** A whole number from 0 to 65535; 0 takes any port that is free. @default 4400 */
  readonly port?: number | undefined
  /** The address it listens on. One that others can reach needs a `token`. @default '127.0.0.1' */
  readonly host?: string | undefined
  /**
   * Whoever knows it can see the sessions, and command them: visible ASCII characters, at least 16 where others can reach
   * the page. @default a random one
   */
  readonly token?: string | undefined
  /** Whether the page can only look. @default false */
  readonly readOnly?: boolean | undefined
  /** Stores whose sessions are shown too; closing the visualizer leaves them open. @default [] */
  readonly store?: SessionStore | readonly SessionStore[] | undefined
  /** Paths of recordings that are shown too. @default [] */
  readonly recordings?: readonly string[] | undefined
  /** How many sessions of each program are held, from 1; the oldest go first. @default 10000 */
  readonly sessions?: number | undefined
  /** How many messages of one session are held, from 1; the oldest go first. @default 1000 */
  readonly events?: number | undefined
  /**
   * How many characters of messages of each program are held, from 1: beyond that the sessions that ended first go, then
   * the oldest messages of those that live. Of programs that are gone as many are held together. @default 64000000
   */
  readonly characters?: number | undefined
  /** Hides what must not leave the process; see `Sanitize`, and `redact`, which it may call. @default redact */
  readonly sanitize?: Sanitize | undefined
  /**
   * Further names by which the page may be opened, such as that of a proxy before it; with a port where that is another:
   * `'inspect.example.com'`, `'localhost:8080'`. @default []
   */
  readonly allowedHosts?: readonly string[] | undefined
  /** Whether the program may end while the visualizer is open. @default false */
  readonly unref?: boolean | undefined
  /** @default systemClock */
  readonly clock?: Clock | undefined
}

/** The options as they were read. */
export interface VisualizerSettings extends SettingsOf<Omit<VisualizerOptions, 'store'>> {
  readonly stores: readonly SessionStore[]
}

/** @throws TypeError or RangeError that names the wrong option and the value received */
export function readVisualizerOptions(options: unknown): VisualizerSettings {
  // Each option was checked; one store has become a list.
  const read = readOptions(options, readers) as ReadOptions
  const { store: stores = [], token, ...others } = read
  const { host = DEFAULTS.host } = others
  if (!isLoopback(host)) checkToken(host, token)
  return { ...DEFAULTS, ...others, stores, token: token ?? randomId(systemRandom) }
}

interface ReadOptions extends Partial<Omit<VisualizerSettings, 'stores'>> {
  readonly store?: readonly SessionStore[]
}

const DEFAULTS: Omit<VisualizerSettings, 'token' | 'stores'> = {
  port: 4400,
  host: '127.0.0.1',
  readOnly: false,
  recordings: [],
  sessions: 10_000,
  events: 1000,
  characters: DEFAULT_LIMITS.characters,
  sanitize: redact,
  allowedHosts: [],
  unref: false,
  clock: systemClock,
}

function checkToken(host: string, token: string | undefined): void {
  if (token === undefined)
    throw invalidType('token', `given when others can reach the page, as they can at host ${host}`, token)
  // What is too short may be a secret all the same.
  if (token.length < SHORTEST_TOKEN)
    throw invalidRange('token', `at least ${SHORTEST_TOKEN} characters long at host ${host}`, token.length)
}

/** What cannot be guessed at the pace at which a server answers. */
const SHORTEST_TOKEN = 16

const aToken: Reader = (option, value) => {
  if (typeof value !== 'string' || !/^[!-~]+$/.test(value))
    // What is wrong may be a secret all the same.
    throw invalidType(option, 'a string of visible ASCII characters', typeof value === 'string' ? '…' : value)
  return value
}

const someNames: Reader = (option, value) => {
  if (!Array.isArray(value)) throw invalidType(option, 'a list of strings', value)
  return value.map((name, index) => aName(`${option}[${index}]`, name))
}

const METHODS = [
  'now',
  'get',
  'list',
  'history',
  'commit',
  'cancel',
  'wake',
] as const satisfies readonly (keyof SessionStore)[]

const aStore = anObjectWith(...METHODS)

const someStores: Reader = (option, value) =>
  Array.isArray(value)
    ? value.map((store, index) => aStore(`${option}[${index}]`, store))
    : [aStore(option, value)]

const readers: Readonly<Record<keyof VisualizerOptions, Reader>> = {
  port: aPort,
  host: aName,
  token: aToken,
  readOnly: aBoolean,
  store: someStores,
  recordings: someNames,
  sessions: aCount,
  events: aCount,
  characters: aCount,
  sanitize: aFunction,
  allowedHosts: someNames,
  unref: aBoolean,
  clock: anObjectWith('now', 'monotonic', 'setTimer'),
}
