import { createMachine } from 'xstate'
import { describe, expect, test } from 'vitest'

import { readState } from '../../../src/drawing/read-definition.ts'
import { definitionOf } from '../../../src/inspect/definition-of.ts'
import { createToPlain } from '../../../src/inspect/plain/to-plain.ts'
import { inferTaken } from '../../../src/visualizer/sources/live/infer-taken.ts'

type Config = Parameters<typeof createMachine>[0]

/** The transitions in one line each. */
function infer(config: Config, before: unknown, event: string, after: unknown): string[] {
  const root = readState(
    definitionOf(
      createMachine({ id: 'm', ...config }),
      createToPlain((value) => value),
    ),
  )
  return inferTaken(root, before, event, after).map(
    (taken) => `${taken.source} ${taken.event} ${taken.index}`,
  )
}

const TRAFFIC: Config = {
  initial: 'red',
  on: { RESET: '.red', NOTE: { actions: 'note' } },
  states: {
    red: {
      on: {
        GO: [{ guard: 'isBroken', target: 'off' }, { guard: 'isLate', target: 'green' }, { target: 'green' }],
      },
    },
    green: { after: { 1000: 'red' }, on: { '*': 'off' } },
    off: { on: { 'power.*': 'red' } },
  },
}

describe('the transitions that an event has probably taken', () => {
  test.each([
    ['red', 'GO', 'green', ['m.red GO 1']],
    ['red', 'GO', 'off', ['m.red GO 0']],
    ['green', 'xstate.after.1000.m.green', 'red', ['m.green xstate.after.1000.m.green 0']],
    ['off', 'power.on', 'red', ['m.off power.* 0']],
    ['off', 'power', 'red', ['m.off power.* 0']],
    ['off', 'powerful', 'red', []],
    ['green', 'ANYTHING', 'off', ['m.green * 0']],
    // One around it takes what it does not.
    ['off', 'RESET', 'red', ['m RESET 0']],
    ['red', 'NOTE', 'red', ['m NOTE 0']],
    ['red', 'NOTE', 'green', []],
    ['red', 'GO', 'red', []],
    ['red', 'UNKNOWN', 'red', []],
    ['red', 'GO', 'nowhere', []],
  ])('from %s on %s to %s', (before, event, after, taken) => {
    expect(infer(TRAFFIC, before, event, after)).toStrictEqual(taken)
  })

  test('in several regions', () => {
    const config: Config = {
      type: 'parallel',
      states: {
        a: { initial: 'x', states: { x: { on: { GO: 'y' } }, y: {} } },
        b: { initial: 'x', states: { x: { on: { GO: 'y' } }, y: {} } },
        c: { initial: 'x', states: { x: { on: { GO: { guard: 'no', target: 'y' } } }, y: {} } },
      },
    }
    expect(infer(config, { a: 'x', b: 'x', c: 'x' }, 'GO', { a: 'y', b: 'y', c: 'x' })).toStrictEqual([
      'm.a.x GO 0',
      'm.b.x GO 0',
    ])
  })

  test('through states that are left at once', () => {
    const config: Config = {
      initial: 'a',
      states: {
        a: { on: { GO: 'b' } },
        b: {
          initial: 'first',
          states: { first: { always: [{ guard: 'no', target: '#m.e' }, '#m.c'] } },
        },
        c: { always: [{ actions: 'note' }, { target: 'd' }] },
        d: {},
        e: {},
      },
    }
    expect(infer(config, 'a', 'GO', 'd')).toStrictEqual(['m.a GO 0', 'm.b.first  1', 'm.c  1'])
    expect(infer(config, 'a', 'GO', 'e')).toStrictEqual(['m.a GO 0', 'm.b.first  0'])
  })

  test('but not through any number of them', () => {
    const config: Config = {
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { always: 'b' }, d: {} },
    }
    expect(infer(config, 'a', 'GO', 'd')).toStrictEqual([])
  })
})

test('a definition that leads nowhere leads nowhere', () => {
  const root = readState({
    id: 'm',
    states: { a: { id: 'm.a', key: 'a', on: { GO: [{ target: ['#none'] }] } } },
  })
  expect(inferTaken(root, 'a', 'GO', 'b')).toStrictEqual([])
})
