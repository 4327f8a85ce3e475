import { bind, startRetry } from 'holdfast'
import type { AttemptInfo, RetryActor, RetryMachine } from 'holdfast'
import type { VirtualClock } from 'holdfast/testing'
import { createActor, setup, spawnChild, stopChild } from 'xstate'
import type { AnyActorRef, AnyStateMachine } from 'xstate'

import { actorClock } from './actor-clock.ts'

/** Whoever has an actor of a session, and can be rid of it. */
export interface Host {
  readonly title: string
  /** Makes the actor, not yet started. */
  create(machine: RetryMachine, fn: (attempt: AttemptInfo) => unknown, clock: VirtualClock): Hosted
}

export interface Hosted {
  start(): void
  /** The session's actor; known from the start on. */
  readonly session: RetryActor
  /** Stops the session. */
  stop(): void
}

/** The session is the root of its system. */
const roots: readonly Host[] = [
  {
    title: 'createActor of a bound machine',
    create: (machine, fn) => root(createActor(bind(machine, fn))),
  },
  {
    title: 'createActor with input',
    create: (machine, fn) => root(createActor(machine, { input: { fn } })),
  },
  {
    title: 'startRetry',
    create(machine, fn) {
      let session: RetryActor | undefined
      return {
        start: () => void ({ actor: session } = startRetry(machine, fn)),
        get session() {
          return known(session)
        },
        stop: () => known(session).stop(),
      }
    },
  },
]

/** The session is a child of another machine, in each way that there is. */
const parents: readonly Host[] = [
  {
    title: 'a parent that invokes a bound machine',
    create: (machine, fn, clock) => child(invoking(bind(machine, fn)), clock, send('LEAVE')),
  },
  {
    title: 'a parent that invokes a machine with input',
    create: (machine, fn, clock) => child(invoking(machine, { fn }), clock, send('LEAVE')),
  },
  {
    title: 'a parent that spawned it by spawnChild',
    create: (machine, fn, clock) => child(spawning(machine, { fn }), clock, send('LEAVE')),
  },
  {
    title: 'a parent that spawned it into its context',
    create: (machine, fn, clock) => child(keeping(machine, { fn }), clock, send('LEAVE')),
  },
]

/** Other ways for a parent to end its session. */
const leavers: readonly Host[] = [
  {
    title: 'a parent whose own `after` comes first',
    create: (machine, fn, clock) =>
      child(invoking(machine, { fn }, { 500: 'left' }), clock, () => clock.advance(500)),
  },
  {
    title: 'a parent that ends while it invokes',
    create: (machine, fn, clock) => child(invoking(machine, { fn }), clock, send('END')),
  },
  {
    title: 'a parent that is stopped while it invokes',
    create: (machine, fn, clock) => child(invoking(machine, { fn }), clock, (actor) => actor.stop()),
  },
]

/** Every way to make a session's actor. */
export const makers: readonly Host[] = [...roots, ...parents]

/** Every way to make it, and to stop it. */
export const hosts: readonly Host[] = [...makers, ...leavers]

type Input = { readonly fn: (attempt: AttemptInfo) => unknown }

const parentSetup = (session: RetryMachine) =>
  setup({
    types: {
      context: {} as { readonly ref: AnyActorRef | undefined },
      events: {} as { readonly type: 'LEAVE' | 'END' },
    },
    actors: { session },
  })

const others = { left: {}, ended: { type: 'final' } } as const

const invoking = (session: RetryMachine, input?: Input, after: Readonly<Record<number, 'left'>> = {}) =>
  parentSetup(session).createMachine({
    context: { ref: undefined },
    initial: 'working',
    states: {
      working: {
        invoke: { id: 'session', src: 'session', input, onError: {} },
        on: { LEAVE: 'left', END: 'ended' },
        after,
      },
      ...others,
    },
  })

const spawning = (session: RetryMachine, input: Input) =>
  parentSetup(session).createMachine({
    context: { ref: undefined },
    initial: 'working',
    entry: spawnChild('session', { id: 'session', input }),
    states: {
      working: { on: { LEAVE: { target: 'left', actions: stopChild('session') } } },
      ...others,
    },
    // The session's failure is not the parent's.
    on: { '*': {} },
  })

const keeping = (session: RetryMachine, input: Input) =>
  parentSetup(session).createMachine({
    context: ({ spawn }) => ({ ref: spawn('session', { id: 'session', input }) }),
    initial: 'working',
    states: {
      working: {
        on: { LEAVE: { target: 'left', actions: stopChild(({ context }) => known(context.ref)) } },
      },
      ...others,
    },
    on: { '*': {} },
  })

const send = (type: string) => (actor: AnyActorRef) => actor.send({ type })

const root = (session: RetryActor): Hosted => ({
  start() {
    // An actor whose failure nobody hears would bring the process down.
    session.subscribe({ error: () => {} })
    session.start()
  },
  session,
  stop: () => {
    session.stop()
  },
})

function child(machine: AnyStateMachine, clock: VirtualClock, stop: (parent: AnyActorRef) => void): Hosted {
  const parent = createActor(machine, { clock: actorClock(clock) })
  let session: RetryActor | undefined
  return {
    start() {
      parent.subscribe({ error: () => {} })
      parent.start()
      session = parent.getSnapshot().children.session
    },
    get session() {
      return known(session)
    },
    stop: () => stop(parent),
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the session is not started')
  return value
}
