import { invalidCall } from '../../errors/invalid.ts'
import { aName, anObjectWith, readOptions } from '../../machine/read-options.ts'
import type { SettingsOf } from '../../machine/settings-of.ts'
import { randomId, systemRandom } from '../../random.ts'
import { safely } from '../../strategies/common/safely.ts'
import { systemClock } from '../../time.ts'
import type { Clock } from '../../time.ts'
import type { Inspector } from '../create-inspector.ts'
import { commandEvent } from './command-event.ts'
import { dial } from './dial.ts'
import type { DialedSocket } from './dial.ts'
import { createOutbox } from './outbox.ts'
import { programTitle } from './program-title.ts'
import { readVisualizerText } from './read-visualizer-text.ts'
import { readVisualizerUrl } from './read-visualizer-url.ts'
import { LINK_VERSION } from './wire.ts'
import type { ProgramText } from './wire.ts'

/** What `linkToVisualizer` takes. */
export interface LinkOptions {
  /** What a person knows the program by. @default 'node app.js', by what the process was started with */
  readonly title?: string | undefined
  /** Sets the timers. @default systemClock */
  readonly clock?: Clock | undefined
}

/** The way of an inspector's messages to a visualizer. */
export interface VisualizerLink {
  /** Waits until all has left the process, at most `ms` milliseconds; not at all while no visualizer is there. */
  flush(ms: number): Promise<void>
  /** Sends what waits, for at most 200 ms, and tells no more. */
  close(): Promise<void>
}

/**
 * Shows an inspector's sessions in a visualizer that runs in another process, and lets it wake and cancel them.
 *
 * It changes nothing in the program, and never keeps it alive. A visualizer that is not there is tried again for ever,
 * after a while that grows to 5 s; one warning says so. Whenever one is there it is told all that the inspector holds and
 * it does not. A process that ends by itself waits at most 200 ms for that; one that calls `process.exit` writes what it
 * can at once. Needs Node.
 *
 * @param inspector - from `createInspector`
 * @param url - as the visualizer printed it: `http://127.0.0.1:4400/#token=…`
 * @throws TypeError that names the wrong argument or option and the value received
 * @example
 * ```ts no-run
 * import { attach, createInspector, linkToVisualizer } from 'holdfast/inspect'
 *
 * const inspector = createInspector({ machines: 'all' })
 * attach(inspector)
 * linkToVisualizer(inspector, 'http://127.0.0.1:4400/#token=Zm9yIG9uZSBydW4')
 * ```
 */
export function linkToVisualizer(
  inspector: LinkedInspector,
  url: string,
  options: LinkOptions = {},
): VisualizerLink {
  if (globalThis.process?.getBuiltinModule === undefined)
    throw invalidCall('a link to a visualizer needs Node, and this platform is another')
  anInspector('inspector', inspector)
  const address = readVisualizerUrl(url)
  // Each option was checked.
  const { title, clock } = { ...defaults(), ...readOptions(options, readers) } as SettingsOf<LinkOptions>
  const hello: ProgramText = {
    type: 'hello',
    version: LINK_VERSION,
    processId: randomId(systemRandom).slice(0, 8),
    pid: process.pid,
    title,
  }
  const waiters = new Set<() => void>()
  let phase: 'dialing' | 'linked' | 'resting' | 'closed' = 'dialing'
  let socket: DialedSocket
  let delay = FIRST_DELAY
  /** Nobody need hear of it more than once, nor once it was there. */
  let isKnown = false
  let hasWaited = false
  let cancelTimer: (() => void) | undefined

  const isSettled = () => (phase === 'linked' ? outbox.isIdle : phase !== 'dialing')

  const settle = () => {
    if (isSettled()) waiters.forEach((wake) => wake())
  }

  const outbox = createOutbox({ inspector, clock, limit: MOST_WAITING, onIdle: () => settle() })

  const send = (text: ProgramText) => socket.send(JSON.stringify(text), () => {})

  const connect = () => {
    phase = 'dialing'
    const dialed = dial(address, {
      onOpen: () => send(hello),
      onText: (text) => heed(text, dialed),
      onClose: rest,
    })
    socket = dialed
  }

  const rest = (reason: string) => {
    outbox.close()
    phase = 'resting'
    if (!isKnown) warn(reason)
    isKnown = true
    cancelTimer = clock.setTimer(connect, delay, true)
    delay = Math.min(2 * delay, LONGEST_DELAY)
    settle()
  }

  const warn = (reason: string) =>
    process.emitWarning(
      `holdfast cannot reach the visualizer at ${address.origin}, and goes on trying: ${reason}`,
    )

  const heed = (text: string, from: DialedSocket) => {
    const read = readVisualizerText(text)
    if (read?.type === 'welcome') {
      phase = 'linked'
      isKnown = true
      delay = FIRST_DELAY
      outbox.open(
        (messages, done) => from.send(`{"type":"messages","messages":[${messages.join()}]}`, done),
        read.after,
      )
    }
    if (read?.type === 'command') {
      const { id, sessionId, command, by } = read
      const isDone = safely(() => inspector.send(sessionId, commandEvent(command, by), { by }), false)
      send({ type: 'report', id, isDone })
    }
  }

  const flush = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        cancel()
        waiters.delete(wake)
        resolve()
      }
      // It keeps the process alive, as nothing else here does.
      const cancel = clock.setTimer(wake, ms)
      waiters.add(wake)
      settle()
    })

  const onBeforeExit = () => {
    if (isSettled() || hasWaited) return
    hasWaited = true
    void flush(LONGEST_FLUSH)
  }

  const removeSink = inspector.addSink({
    send: (message) => outbox.push(message),
    close: () => outbox.flush(),
  })
  // What was told in the last turn still waits for the sink.
  const onExit = () => void removeSink()
  process.on('beforeExit', onBeforeExit)
  process.on('exit', onExit)
  connect()

  return {
    flush,
    async close() {
      process.off('beforeExit', onBeforeExit)
      process.off('exit', onExit)
      await removeSink()
      await flush(LONGEST_FLUSH)
      phase = 'closed'
      cancelTimer?.()
      socket.drop()
      settle()
    },
  }
}

/** What the link needs of an inspector. */
export type LinkedInspector = Pick<Inspector, 'addSink' | 'messages' | 'send' | 'sessions'>

const anInspector = anObjectWith('addSink', 'messages', 'send', 'sessions')

const defaults = (): SettingsOf<LinkOptions> => ({ title: programTitle().title, clock: systemClock })

const readers = { title: aName, clock: anObjectWith('now', 'monotonic', 'setTimer') }

/** Milliseconds until the next attempt to connect, after the first that failed; it doubles. */
const FIRST_DELAY = 100
const LONGEST_DELAY = 5000

/** Milliseconds that a process waits at its end. */
const LONGEST_FLUSH = 200

/** Messages. */
const MOST_WAITING = 5000
