import { fromPromise } from 'xstate'

import {
  createRetryMachine,
  retryIfExceptionMessage,
  retryIfExceptionType,
  stopAfterAttempt,
  stopAfterDelay,
} from '../../../src/index.ts'
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

  strategies: definitionFor(
    createRetryMachine({
      id: 'a-session-with-a-name-that-is-longer-than-most',
      stop: stopAfterAttempt(12).or(stopAfterDelay('10m')).or(stopAfterDelay('1h')),
      retry: retryIfExceptionType(TypeError, RangeError, SyntaxError).or(
        retryIfExceptionMessage({ match: /connection (reset|refused) by the other side/ }),
      ),
      before() {},
      after() {},
      beforeSleep() {},
    }),
  ),

  /** It invokes a retry session in one of two regions, three levels down. */
  orders: define({
    id: 'orders',
    type: 'parallel',
    states: {
      payment: {
        initial: 'idle',
        states: {
          idle: { on: { PAY: { target: 'paying', guard: 'hasBeenAcceptedByEverybodyWhoWasAsked' } } },
          paying: {
            initial: 'charging',
            states: {
              charging: {
                entry: ['startTimer', 'tellCustomer'],
                exit: 'stopTimer',
                invoke: {
                  id: 'charge',
                  src: createRetryMachine({ id: 'charge', stop: stopAfterAttempt(5) }),
                  onDone: { target: 'charged', actions: ['keepReceipt', 'sendReceipt', 'countCharges'] },
                  onError: [{ guard: 'isTransient', target: 'charging', reenter: true }, 'refused'],
                },
                after: { 30_000: 'refused' },
              },
              refused: { on: { RETRY: 'charging', ASK_AGAIN: { actions: 'ask' } } },
              charged: { type: 'final' },
            },
            onDone: '#orders.payment.settled',
            on: { CANCEL: '#orders.payment.idle', TICK: { target: 'paying', reenter: true } },
          },
          settled: { type: 'final' },
        },
      },
      delivery: {
        initial: 'packing',
        states: {
          packing: { on: { PACKED: 'moving', PACK: { target: 'packing', reenter: true, actions: 'count' } } },
          moving: {
            initial: 'road',
            states: {
              road: { on: { FLY: 'air', PAUSE: '#orders.delivery.packing' } },
              air: { on: { LAND: 'road' }, always: { guard: 'isThere', target: '#orders.delivery.there' } },
              past: { type: 'history' },
            },
            on: { AGAIN: '.past' },
          },
          there: { type: 'final' },
        },
      },
    },
    on: {
      RESET: { target: ['.payment.idle', '.delivery.packing'] },
      STORM: '.delivery.moving.road',
      LOST: { target: ['.payment.paying.refused', '.delivery.packing'], guard: 'isInsured' },
    },
  }),

  /** Every state leads to every other, and to itself. */
  ring: define({
    id: 'ring',
    initial: 'a',
    states: Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((from) => [
        from,
        {
          on: Object.fromEntries(
            ['a', 'b', 'c', 'd'].map((to) => [
              `to.${to}`,
              {
                target: to,
                reenter: true,
                guard: `maySafelyLeave_${from}_for_${to}`,
                actions: ['leave', 'arrive'],
              },
            ]),
          ),
        },
      ]),
    ),
    on: { HOME: '.a', STAY: { actions: 'stay' }, '*': { actions: 'wonder' } },
  }),

  /** One within the other, with ways from the innermost to all around it and back. */
  nest: define({
    id: 'nest',
    initial: 'one',
    states: {
      one: {
        initial: 'two',
        on: { OUT: 'beside', DEEP: '.two.three.four', SELF: { target: 'one', reenter: true } },
        states: {
          two: {
            initial: 'three',
            on: { OUT: '#nest.one.aside', DEEP: '.three.four' },
            states: {
              three: {
                initial: 'four',
                states: {
                  four: {
                    on: {
                      UP1: '#nest.one.two.three',
                      UP2: '#nest.one.two',
                      UP3: '#nest.one',
                      ROOT: '#nest',
                      OVER: '#nest.beside',
                      NEAR: '#nest.one.aside',
                    },
                  },
                },
              },
            },
          },
          aside: { on: { BACK: 'two.three.four' } },
        },
      },
      beside: { on: { BACK: 'one.two.three.four', IN: 'one.two' } },
    },
  }),
}
