import { createInspector } from 'holdfast/inspect'
import { startRetry, waitFixed } from 'holdfast'
import { expect, test } from 'vitest'

import { beginFacts, followFacts } from '../../../src/visualizer/sources/live/session-facts.ts'
import { ofType } from '../../inspect/support/of-type.ts'

/** A session that has just begun. */
function aBeginning() {
  const inspector = createInspector()
  const session = startRetry({ wait: waitFixed('1h') }, async () => 1, { inspect: inspector.inspect })
  session.abort()
  session.result.catch(() => {})
  const [begun] = ofType(inspector.messages(), 'session')
  const [definition] = ofType(inspector.messages(), 'definition')
  const [state] = ofType(inspector.messages(), 'state')
  return { facts: beginFacts(begun!, definition!.definition), state: state! }
}

test('an ABORT that comes while a session is ending changes nothing', () => {
  const { facts, state } = aBeginning()
  const failed = { ...state, value: 'failed', eventType: 'ABORT' }
  const steps = [state, failed, failed, { ...failed, eventType: 'xstate.error.actor.fail' }]
  const aborted = steps.map((_, index) => steps.slice(0, index + 1).reduce(followFacts, facts).isAborted)
  expect(aborted).toStrictEqual([false, true, true, true])
  expect([{ ...failed, eventType: 'E' }, failed].reduce(followFacts, facts).isAborted).toBe(false)
})

test('a sleep that goes on wakes at its instant, where nothing says when that was saved', () => {
  const { facts, state } = aBeginning()
  const resting = {
    ...state,
    at: 1000,
    value: { sleeping: 'resting' },
    context: { attemptNumber: 2, upcomingSleep: 500, resumed: { attemptNumber: 2, wakeAt: 1200 } },
  }
  expect(followFacts(facts, resting).wakeAt).toBe(1200)
})
