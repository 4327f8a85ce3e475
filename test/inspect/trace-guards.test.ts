import { traceGuards } from 'holdfast/inspect'
import { describe, expect, test, vi } from 'vitest'
import { and, createActor, createMachine, not, or, setup, stateIn } from 'xstate'
import type { AnyStateMachine } from 'xstate'

const guards = {
  isOpen: () => true,
  isShut: () => false,
  isAbove: ({ context }: { context: { level: number } }, params: { limit: number }) =>
    context.level > params.limit,
  isBroken: (): boolean => {
    throw new Error('guard')
  },
}

const machines = setup({
  types: { context: {} as { level: number }, events: {} as { type: string; by?: number } },
  guards: { ...guards, isOther: 'isShut' as never },
})

/** What the first state of a machine answers, in short. */
function ask(machine: AnyStateMachine, event: { readonly type: string; readonly by?: number }): string[] {
  return traceGuards(createActor(machine).getSnapshot(), event).map(
    ({ guard, verdict, state }) => `${state}/${guard.type} ${verdict}`,
  )
}

const machineOn = (on: Parameters<typeof machines.createMachine>[0]['on'], more: object = {}) =>
  machines.createMachine({ id: 'm', context: { level: 3 }, ...(on && { on }), ...more })

describe('guards are named in the order in which they are asked', () => {
  test('up to the first that holds', () => {
    const machine = machineOn({ GO: [{ guard: 'isShut' }, { guard: 'isOpen' }, { guard: 'isBroken' }] })
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['/isShut false', '/isOpen true'])
  })

  test('up to a transition without one', () => {
    expect(
      ask(machineOn({ GO: [{ guard: 'isShut' }, {}, { guard: 'isOpen' }] }), { type: 'GO' }),
    ).toStrictEqual(['/isShut false'])
  })

  test('up to one that throws', () => {
    const machine = machineOn({ GO: [{ guard: 'isShut' }, { guard: 'isBroken' }, { guard: 'isOpen' }] })
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['/isShut false', '/isBroken threw'])
  })

  test('none where no transition is for the event', () => {
    expect(ask(machineOn({ GO: { guard: 'isOpen' } }), { type: 'STAY' })).toStrictEqual([])
  })

  test('with their parameters, which may depend on the event', () => {
    const machine = machineOn({
      GO: [
        { guard: { type: 'isAbove', params: { limit: 3 } } },
        { guard: { type: 'isAbove', params: ({ event }) => ({ limit: event.by ?? 0 }) } },
      ],
    })
    const event = { type: 'GO', by: 2 }
    expect(traceGuards(createActor(machine).getSnapshot(), event)).toStrictEqual([
      { guard: { type: 'isAbove', params: { limit: 3 } }, verdict: false, state: '' },
      { guard: { type: 'isAbove', params: { limit: 2 } }, verdict: true, state: '' },
    ])
  })

  test('from the innermost state outwards, and outside only where none is enabled within', () => {
    const nested = (guard: string) =>
      machineOn(
        { GO: { guard: 'isOpen' } },
        {
          initial: 'a',
          states: { a: { initial: 'b', states: { b: { on: { GO: { guard } } } } } },
        },
      )
    expect(ask(nested('isShut'), { type: 'GO' })).toStrictEqual(['a.b/isShut false', '/isOpen true'])
    expect(ask(nested('isOpen'), { type: 'GO' })).toStrictEqual(['a.b/isOpen true'])
  })

  test('in every region of a parallel state', () => {
    const machine = machineOn(
      { GO: { guard: 'isBroken' } },
      {
        type: 'parallel',
        states: { a: { on: { GO: { guard: 'isShut' } } }, b: { on: { GO: { guard: 'isOpen' } } } },
      },
    )
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['a/isShut false', 'b/isOpen true'])
  })

  test('exact descriptors first, then wildcards, longest first', () => {
    const machine = machineOn({
      '*': { guard: 'isOpen' },
      'go.*': { guard: 'isShut' },
      'go.far.*': { guard: { type: 'isAbove', params: { limit: 9 } } },
      'go.far': { guard: { type: 'isAbove', params: { limit: 8 } } },
      'gone.*': { guard: 'isBroken' },
    })
    expect(ask(machine, { type: 'go.far' })).toStrictEqual([
      '/isAbove false',
      '/isAbove false',
      '/isShut false',
      '/isOpen true',
    ])
    expect(ask(machine, { type: 'go' })).toStrictEqual(['/isShut false', '/isOpen true'])
  })
})

describe('a guard may be', () => {
  test('a function, which goes by its name', () => {
    const machine = machineOn({
      GO: [
        {
          guard: function isLate() {
            return false
          },
        },
        { guard: () => true },
      ],
    })
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['/isLate false', '/guard true'])
    const nameless = machineOn({
      GO: {
        guard: (
          () => () =>
            true
        )(),
      },
    })
    expect(ask(nameless, { type: 'GO' })).toStrictEqual(['/anonymous true'])
  })

  test('made of others, which are named before it', () => {
    const machine = machineOn({
      GO: [
        { guard: and(['isOpen', not('isOpen')]) },
        { guard: or(['isShut', () => false]) },
        { guard: or(['isShut', { type: 'isAbove', params: { limit: 1 } }, 'isBroken']) },
      ],
    })
    expect(ask(machine, { type: 'GO' })).toStrictEqual([
      '/isOpen true',
      '/isOpen true',
      '/not false',
      '/and false',
      '/isShut false',
      '/anonymous false',
      '/or false',
      '/isShut false',
      '/isAbove true',
      '/or true',
    ])
  })

  test('made of one that throws', () => {
    expect(ask(machineOn({ GO: { guard: not('isBroken') } }), { type: 'GO' })).toStrictEqual([
      '/isBroken threw',
      '/not threw',
    ])
  })

  test('about the state', () => {
    const machine = machineOn(
      { GO: [{ guard: stateIn('b') }, { guard: stateIn('#m.a') }] },
      {
        initial: 'a',
        states: { a: {}, b: {} },
      },
    )
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['/stateIn false', '/stateIn true'])
  })

  test('provided under its name, or another name for one', () => {
    const machine = machineOn({ GO: [{ guard: 'isShut' }, { guard: 'isOther' as never }, {}] })
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['/isShut false', '/isShut false', '/isOther false'])
    expect(ask(machine.provide({ guards: { isShut: () => true } }), { type: 'GO' })).toStrictEqual([
      '/isShut true',
    ])
  })

  test('missing, which throws as in XState', () => {
    const machine = createMachine({ on: { GO: { guard: 'isMissing' } } })
    expect(ask(machine, { type: 'GO' })).toStrictEqual(['/isMissing threw'])
  })
})

test('XState takes the transition that the verdicts name', () => {
  const taken = vi.fn<(which: string) => void>()
  const machine = machineOn({
    GO: [
      { guard: and(['isOpen', 'isShut']), actions: () => taken('first') },
      { guard: or(['isShut', 'isOpen']), actions: () => taken('second') },
    ],
  })
  const actor = createActor(machine).start()
  const verdicts = ask(machine, { type: 'GO' })
  actor.send({ type: 'GO' })
  expect(verdicts.at(-1)).toBe('/or true')
  expect(taken.mock.calls).toStrictEqual([['second']])
})
