import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { systemClock } from '../../time.ts'
import type { Clock } from '../../time.ts'
import { createComings } from './live/comings.ts'
import type { AddSource } from './live/comings.ts'
import { DEFAULT_LIMITS } from './live/live-sessions.ts'
import type { LiveLimits } from './live/live-sessions.ts'
import { createProgram } from './live/program.ts'
import type { Program, ProgramConnection } from './live/program.ts'
import { readProgramText } from './live/read-program-text.ts'

export interface ProgramsOptions extends Partial<LiveLimits> {
  /** Is given each program that comes. */
  readonly addSource: AddSource
  /** @default systemClock */
  readonly clock?: Clock
}

/** Where programs connect that `linkToVisualizer` shows. */
export interface Programs {
  /** Takes over a request for a WebSocket, from somebody who has shown the token. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Disconnects all; their sessions stay. */
  close(): void
}

/** Makes a source of every program that connects; one that comes again is the source that it was. */
export function acceptPrograms({ addSource, clock = systemClock, ...given }: ProgramsOptions): Programs {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_TEXT })
  const limits = { ...DEFAULT_LIMITS, ...given }
  const programs = createComings<Program>(addSource, limits.characters)

  const accept = (socket: WebSocket) => {
    const connection = connectionOf(socket)
    let program: Program | undefined
    const cancel = clock.setTimer(() => socket.terminate(), LONGEST_SILENCE, true)

    const greet = (json: string) => {
      const { text } = readProgramText(json)
      if (text?.type !== 'hello') {
        socket.close(POLICY_VIOLATION, 'it is of another version')
        return
      }
      cancel()
      program = programs.come(text.processId, () => createProgram({ hello: text, clock, ...limits }))
      program.join(connection)
    }

    socket.addEventListener('message', ({ data }) => {
      const json = typeof data === 'string' ? data : ''
      if (program === undefined) greet(json)
      else heed(program, json)
    })
    socket.on('close', () => {
      cancel()
      program?.leave(connection)
      programs.go()
    })
    // After it comes a close.
    socket.on('error', () => {})
  }

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, accept)
    },
    close() {
      for (const socket of server.clients) socket.terminate()
    },
  }
}

function heed(program: Program, json: string): void {
  const { text, damaged } = readProgramText(json)
  program.heed(text, damaged)
}

const connectionOf = (socket: WebSocket): ProgramConnection => ({
  send: (text) => socket.send(JSON.stringify(text), () => {}),
  end: () => socket.terminate(),
})

/** Bytes: one message has up to 2000 values. */
const LARGEST_TEXT = 64 * 1024 * 1024

/** Milliseconds until it says hello. */
const LONGEST_SILENCE = 5000

const POLICY_VIOLATION = 1008
