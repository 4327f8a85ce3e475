import type { TakenTransition, ToldMessage } from '../message.ts'

/**
 * What a program and a visualizer tell each other over their WebSocket, in JSON, one object a text.
 *
 * The program says hello, the visualizer answers with the last `seq` that it holds of it, and the program tells what
 * came after that, and then what comes.
 */
export type ProgramText =
  | ProgramHello
  | { readonly type: 'messages'; readonly messages: readonly LinkedMessage[] }
  /** Whether the session took the event of a command. */
  | { readonly type: 'report'; readonly id: number; readonly isDone: boolean }

export interface ProgramHello {
  readonly type: 'hello'
  readonly version: typeof LINK_VERSION
  /** No other link has it, in this process or another. */
  readonly processId: string
  readonly pid: number
  /** For a person: `node app.js`. */
  readonly title: string
}

/** What comes in order. */
export type LinkedMessage =
  | ToldMessage
  | SessionTally
  /** All was told that is held up to that number. */
  | { readonly type: 'caughtUp'; readonly seq: number }

/** What a session did since it began; told where some of its messages are no longer held. */
export interface SessionTally {
  readonly type: 'tally'
  readonly sessionId: string
  /** How many messages there were, its beginning not counted. */
  readonly told: number
  readonly taken: readonly TransitionCount[]
}

export interface TransitionCount extends TakenTransition {
  readonly count: number
}

export type VisualizerText =
  | { readonly type: 'welcome'; readonly after: number }
  | {
      readonly type: 'command'
      readonly id: number
      readonly sessionId: string
      readonly command: LinkCommand
      /** Who asks for it. */
      readonly by: string
    }

export type LinkCommand = 'retry' | 'cancel'

/** Of the form of these texts. */
export const LINK_VERSION = 1
