import { fromPromise } from 'xstate'

import { createRetryMachine, retryIfExceptionType, stopAfterAttempt } from '../../../src/index.ts'
import type { MachineDefinition } from '../../../src/inspect/message.ts'
import { define, definitionFor } from './definition.ts'

/** An error of an actor that was begun elsewhere. */
const broken = { 'xstate.error.actor.boiler': 'broken' }

/** Charts of all kinds that XState has. */
export const zoo: Readonly<Record<string, MachineDefinition>> = {
  retry: definitionFor(
    createRetryMachine({ stop: stopAfterAttempt(5), retry: retryIfExceptionType(TypeError) }),
  ),

  light: define({
    id: 'light',
    initial: 'green',
    states: {
      green: { after: { 1000: 'yellow' } },
      yellow: { after: { 250: 'red' } },
      red: {
        initial: 'walk',
        states: {
          walk: { after: { 90_000: 'wait' }, entry: 'showGreen', exit: 'hideGreen' },
          wait: { on: { HURRY: { target: 'stop', guard: 'isPolite' } } },
          stop: { type: 'final' },
        },
        onDone: 'green',
      },
    },
    on: { FAULT: '.red', RESET: { actions: ['count', 'log'] } },
  }),

  editor: define({
    id: 'editor',
    type: 'parallel',
    states: {
      text: {
        initial: 'plain',
        states: { plain: { on: { BOLD: 'bold' } }, bold: { on: { BOLD: 'plain' } } },
      },
      file: {
        initial: 'saved',
        states: {
          saved: { on: { CHANGE: 'dirty' } },
          dirty: {
            on: { SAVE: { target: 'saving', guard: { type: 'hasName', params: { min: 1 } } }, CHANGE: {} },
          },
          saving: {
            invoke: {
              src: fromPromise(async () => {}),
              onDone: 'saved',
              onError: { target: 'dirty', actions: 'warn' },
            },
          },
        },
      },
    },
    on: { CLOSE: { target: ['.text.plain', '.file.saved'] } },
  }),

  player: define({
    id: 'player',
    initial: 'off',
    states: {
      off: { on: { POWER: 'on.past' } },
      on: {
        initial: 'radio',
        states: {
          radio: { on: { NEXT: 'tape' } },
          tape: { on: { NEXT: 'radio', TURN: { target: 'tape', reenter: true }, '*': { actions: 'beep' } } },
          past: { type: 'history', history: 'deep' },
        },
        on: { POWER: 'off', RESTART: { target: 'on', reenter: true }, SKIP: '.tape' },
      },
    },
  }),

  eventless: define({
    id: 'eventless',
    initial: 'deciding',
    states: {
      deciding: {
        always: [
          { guard: 'isLow', target: 'low' },
          { guard: ({ context }) => Boolean(context), target: 'high' },
          'low',
        ],
      },
      low: { on: { 'mouse.*': { target: '#eventless' } } },
      high: { type: 'final' },
    },
  }),

  plant: define({
    id: 'plant',
    initial: 'north',
    description: 'Three halls, and what becomes of them.',
    states: {
      north: { on: { ...broken, GO: 'south', PAUSE: 'past' } },
      south: { invoke: { id: 'pump', src: 'pump', onError: 'broken' }, on: { ...broken, GO: 'west' } },
      west: {
        on: {
          ...broken,
          GO: {
            target: 'north',
            guard:
              'mayGoOnThoughNobodyHasLookedAtItForALongTime and, besides, all is as it was when it began',
            actions: ['sweep', 'polish'],
          },
        },
      },
      past: { type: 'history' },
      broken: { type: 'final' },
    },
  }),

  one: define({ id: 'one' }),

  names: define({
    id: 'self <&> "quotes"',
    initial: 'état 1',
    states: { 'état 1': { on: { 'A & B': { target: 'état 1', reenter: true }, 漢字: 'end' } }, end: {} },
  }),
}
