import type { EventObject } from '../../machine/xstate.ts'
import type { LinkCommand } from './wire.ts'

/** The event by which a session does what a person has asked for. */
export const commandEvent = (command: LinkCommand, by: string): EventObject & { readonly reason?: Error } =>
  command === 'retry' ? { type: 'WAKE' } : { type: 'ABORT', reason: new Error(`cancelled by ${by}`) }
