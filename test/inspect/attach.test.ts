import {
  AsyncRetrying,
  bind,
  createRetryMachine,
  observe,
  retry,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
} from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { attach, createInspector } from 'holdfast/inspect'
import type { Inspector, InspectorOptions } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createActor, setup, toPromise } from 'xstate'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { root } from '../support/project.ts'
import { rejection, settled } from '../support/settled.ts'
import { gists } from './support/gist.ts'

/** An inspector that is attached until the test ends. */
function attached(options?: InspectorOptions): Inspector {
  const inspector = createInspector(options)
  onTestFinished(attach(inspector))
  return inspector
}

const failingOnce = () => {
  let calls = 0
  return async () => {
    if (++calls === 1) throw new Error('down')
    return 'ok'
  }
}

const ends = (inspector: Inspector) => gists(inspector.messages(), 'session', 'end')

describe.each(forms)('$title', ({ run }) => {
  test('shows its session, once', async () => {
    const inspector = attached()
    expect(await run({ name: 'load' }, failingOnce())).toBe('ok')
    expect(ends(inspector)).toStrictEqual(['session load', 'end done'])
    expect(gists(inspector.messages(), 'step').filter((step) => step.includes('attempt'))).toStrictEqual([
      'step attempt failed',
      'step attempt done',
    ])
  })

  test('is shown to every inspector that is attached, and to none that was detached', async () => {
    const inspectors = [createInspector(), createInspector()] as const
    const [detachFirst, detachSecond] = [attach(inspectors[0]), attach(inspectors[1])]
    await run({}, () => 1)
    detachFirst()
    await run({}, () => 2)
    detachSecond()
    await run({}, () => 3)
    expect(inspectors.map((inspector) => inspector.sessions().length)).toStrictEqual([1, 2])
  })

  test('comes to the same as when nobody looks', async () => {
    const outcomes = [
      () => 'a value',
      () => Promise.reject(new Error('down')),
      () => {
        throw new DOMException('left', 'AbortError')
      },
    ]
    const options: RetryOptions = { stop: stopAfterAttempt(2) }
    for (const fn of outcomes) {
      const unseen = await settled(run(options, fn), A_WHILE)
      const detach = attach(createInspector())
      const seen = await settled(run(options, fn), A_WHILE)
      detach()
      expect(JSON.stringify(facts(seen))).toBe(JSON.stringify(facts(unseen)))
    }
  })

  test('tells observers as when nobody looks', async () => {
    const told: string[] = []
    const observer = {
      onStart: () => told.push('start'),
      onAttempt: () => told.push('attempt'),
      onSettled: () => told.push('settled'),
      onSleep: () => told.push('sleep'),
      onEnd: () => told.push('end'),
    }
    onTestFinished(observe(observer))
    await run({}, failingOnce())
    const unseen = told.splice(0)
    attached()
    await run({}, failingOnce())
    expect(told).toStrictEqual(unseen)
  })
})

/** Milliseconds; nothing waits for it but a fault. */
const A_WHILE = 5000

/** What a call came to, without times. */
const facts = (outcome: Awaited<ReturnType<typeof settled>>) =>
  outcome !== undefined && 'error' in outcome && outcome.error instanceof Error
    ? {
        name: outcome.error.name,
        message: outcome.error.message.replace(/[\d.e-]+ m?s/, 's'),
        cause: String(outcome.error.cause),
      }
    : outcome

test('a session that is given the inspector as well is shown once', async () => {
  const inspector = attached()
  const { inspect } = inspector
  await runWithRetry({ name: 'a' }, () => 1, { inspect })
  await startRetry({ name: 'b' }, () => 1, { inspect }).result
  await toPromise(
    createActor(
      bind(createRetryMachine({ name: 'c' }), () => 1),
      { inspect },
    ).start(),
  )
  expect(ends(inspector)).toStrictEqual(['a', 'b', 'c'].flatMap((name) => [`session ${name}`, 'end done']))
  expect(new Set(inspector.messages().map(({ seq }) => seq)).size).toBe(inspector.messages().length)
  expect(gists(inspector.messages(), 'state').length).toBe(4 * 3)
})

describe('a session that another machine', () => {
  const machine = bind(createRetryMachine({ name: 'inner' }), failingOnceMachine)
  let calls = 0
  function failingOnceMachine() {
    if (++calls % 2 === 1) throw new Error('down')
    return 'ok'
  }
  const parents = {
    invokes: setup({ actors: { machine } }).createMachine({
      id: 'parent',
      initial: 'working',
      states: { working: { invoke: { src: 'machine', onDone: 'ready' } }, ready: { type: 'final' } },
    }),
    spawns: setup({ actors: { machine } }).createMachine({
      id: 'parent',
      context: ({ spawn }) => ({ child: spawn('machine', { id: 'child' }) }),
      on: { 'xstate.done.actor.child': '.ready' },
      initial: 'working',
      states: { working: {}, ready: { type: 'final' } },
    }),
  }

  test.each(Object.entries(parents))('%s is shown, with its parent', async (_verb, parent) => {
    const inspector = attached()
    await toPromise(createActor(parent).start())
    const [session] = inspector.messages().filter(({ type }) => type === 'session')
    expect(ends(inspector)).toStrictEqual(['session inner', 'end done'])
    expect(session).toMatchObject({
      parentName: 'parent',
      parentId: expect.stringMatching(/^[\da-f]{8}-\d+$/),
    })
  })

  test.each(Object.entries(parents))('%s is shown by the option alone too', async (_verb, parent) => {
    const inspector = createInspector()
    await toPromise(createActor(parent, { inspect: inspector.inspect }).start())
    expect(ends(inspector)).toStrictEqual(['session inner', 'end done'])
  })
})

test('a session that goes on from a snapshot is shown, by its key', async () => {
  const clock = createVirtualClock()
  const machine = createRetryMachine({ clock, name: 'load', wait: () => 10 })
  const fn = ({ attemptNumber }: AttemptInfo) =>
    attemptNumber === 1 ? Promise.reject(new Error('down')) : 'ok'
  const before = startRetry(machine, fn, { id: 'invoice-42' })
  await quiet()
  const snapshot = JSON.stringify(before.snapshot())
  before.abort()

  const inspector = attached()
  const after = startRetry(machine, fn, { snapshot })
  await quiet()
  clock.advance(10)
  expect(await after.result).toBe('ok')
  const told = gists(inspector.messages()).slice(1)
  expect(told[0]).toBe('session load')
  expect(told).toContain('state sleeping.resting')
  expect(told.at(-1)).toBe('end done')
  expect(inspector.sessions()).toMatchObject([{ key: 'invoice-42', attemptNumber: 2, status: 'done' }])
})

test('a parent’s system is watched once, however many sessions it has', async () => {
  const inspector = attached()
  const machine = bind(createRetryMachine(), () => 'ok')
  const parent = setup({ actors: { machine } }).createMachine({
    context: { rounds: 0 },
    initial: 'working',
    states: {
      working: {
        invoke: [
          { id: 'a', src: 'machine' },
          { id: 'b', src: 'machine' },
        ],
      },
    },
  })
  const actor = createActor(parent)
  const add = vi.spyOn(actor.system, 'inspect')
  // The first child was made, and shown, with the actor.
  actor.start()
  await quiet()
  expect(add).not.toHaveBeenCalled()
  expect(inspector.sessions()).toHaveLength(2)
  actor.stop()
})

describe('while an inspector is attached', () => {
  test('the statistics of the latest call are the caller’s', async () => {
    attached()
    const retrying = new AsyncRetrying({ wait: () => 2 })
    const before = retrying.statistics
    await retrying.call(failingOnce())
    expect(before.attemptNumber).toBe(0)
    expect(retrying.statistics).toMatchObject({ attemptNumber: 2, idleFor: 2 })
    const wrapped = retry({ stop: stopAfterAttempt(3) })(() => Promise.reject(new Error('down')))
    await rejection(wrapped())
    expect(wrapped.statistics.attemptNumber).toBe(3)
  })

  test('a signal ends a call at once, mid-attempt and mid-sleep, and leaves no listener and no timer', async () => {
    attached()
    const clock = createVirtualClock()
    const reason = new Error('enough')
    for (const fn of [() => new Promise(() => {}), () => Promise.reject(new Error('down'))]) {
      const caller = new AbortController()
      const add = vi.spyOn(caller.signal, 'addEventListener')
      const remove = vi.spyOn(caller.signal, 'removeEventListener')
      const call = runWithRetry({ clock, wait: () => 1000 }, fn, { signal: caller.signal })
      await quiet()
      caller.abort(reason)
      expect(await rejection(call)).toBe(reason)
      expect(remove).toHaveBeenCalledTimes(add.mock.calls.length)
      expect(clock.timers).toBe(0)
    }
  })

  test('an ABORT is told once', async () => {
    const inspector = attached()
    const caller = new AbortController()
    const loop = new AsyncRetrying().loop({ signal: caller.signal })
    const turn = loop.next()
    await turn
    caller.abort(new Error('enough'))
    await rejection(loop.next())
    expect(gists(inspector.messages(), 'event').filter((event) => event === 'event ABORT')).toHaveLength(1)
  })

  test('timeouts hold, of attempts and of sessions', async () => {
    attached()
    const clock = createVirtualClock()
    const hang = ({ signal }: AttemptInfo) =>
      new Promise((_, reject) => signal.addEventListener('abort', reject))
    const call = rejection(
      runWithRetry({ clock, attemptTimeout: 10, timeout: 25, stop: stopAfterAttempt(9) }, hang),
    )
    for (const _ of [1, 2, 3]) {
      await quiet()
      clock.advance(10)
    }
    expect(await call).toMatchObject({
      name: 'TimeoutError',
      scope: 'session',
      limit: 25,
      cause: { scope: 'attempt', limit: 10 },
    })
    expect(clock.timers).toBe(0)
  })

  test('a loop that is left ends its session', async () => {
    const inspector = attached()
    for await (const attempt of new AsyncRetrying({ name: 'loop' })) {
      await attempt.run(() => 1)
      break
    }
    await quiet()
    expect(ends(inspector)).toStrictEqual(['session loop', 'end failed'])
  })

  test('a loop that is left after its end changes nothing', async () => {
    const inspector = attached()
    const loop = new AsyncRetrying().loop<number>()
    await (await loop.next()).value?.run(() => 1)
    await loop.next()
    await loop.return?.()
    expect(loop.result()).toBe(1)
    expect(ends(inspector)).toStrictEqual(['session <unknown>', 'end done'])
  })

  test('a loop whose body does not run its attempt throws', async () => {
    attached()
    const loop = new AsyncRetrying().loop()
    await loop.next()
    expect(await rejection(loop.next())).toMatchObject({ code: 'HOLDFAST_INVALID_CALL' })
  })
})

test('detaching again changes nothing', async () => {
  const detach = attach(createInspector())
  detach()
  detach()
  const inspector = attached()
  detach()
  await retry(() => 1)()
  expect(inspector.sessions()).toHaveLength(1)
})

test('a session of which nobody is told any more goes on', async () => {
  const clock = createVirtualClock()
  const inspector = createInspector()
  const detach = attach(inspector)
  const call = retry({ clock, wait: () => 10 })(failingOnce())()
  await quiet()
  detach()
  const told = inspector.messages().length
  clock.advance(10)
  expect(await call).toBe('ok')
  expect(inspector.messages()).toHaveLength(told)
})

test('a session that began before is not shown, and goes on', async () => {
  const clock = createVirtualClock()
  const call = retry({ clock, wait: () => 10 })(failingOnce())()
  await quiet()
  const inspector = attached()
  clock.advance(10)
  expect(await call).toBe('ok')
  expect(inspector.sessions()).toStrictEqual([])
})

test('an inspector that comes later is shown the rest of a session that was shown to another', async () => {
  const clock = createVirtualClock()
  attached()
  const call = retry({ clock, name: 'load', wait: () => 10 })(failingOnce())()
  await quiet()
  const late = attached()
  clock.advance(10)
  await call
  expect(ends(late)).toStrictEqual(['session load', 'end done'])
  expect(gists(late.messages(), 'step', 'state')[0]).toBe('state attempting.before')
})

test('an inspector that throws changes nothing, and others are still told', async () => {
  onTestFinished(
    attach({
      inspect: () => {
        throw new Error('inspector')
      },
    }),
  )
  const inspector = attached()
  expect(await retry(failingOnce())()).toBe('ok')
  expect(inspector.sessions()).toHaveLength(1)
})

test('what XState itself takes as inspect can be attached', async () => {
  const types = new Set<string>()
  onTestFinished(attach({ inspect: { next: ({ type }) => void types.add(type) } }))
  await retry(() => 1)()
  expect([...types]).toContain('@xstate.snapshot')
})

test.each([{}, { inspect: 1 }, { inspect: {} }, { inspect: { next: 1 } }])(
  '%o cannot be attached',
  (inspector) => {
    expect(() => attach(inspector as never)).toThrow(TypeError)
  },
)

test('two installed copies share what is attached, either way', async () => {
  const folder = await mkdtemp(join(root, 'node_modules', '.copy-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp(join(root, 'src'), join(folder, 'src'), { recursive: true })
  const copy = (await import(join(folder, 'src', 'index.ts'))) as typeof import('holdfast')
  const inspection = (await import(join(folder, 'src', 'inspect.ts'))) as typeof import('holdfast/inspect')

  const ours = attached()
  const theirs = inspection.createInspector()
  const detachTheirs = inspection.attach(theirs)
  await copy.retry(failingOnce())()
  await retry(failingOnce())()
  await copy.startRetry({}, failingOnce()).result
  await startRetry({}, failingOnce()).result
  detachTheirs()
  const [first, second] = [ours, theirs].map(ends)
  expect(first).toHaveLength(4 * 2)
  expect(second).toStrictEqual(first)
})
