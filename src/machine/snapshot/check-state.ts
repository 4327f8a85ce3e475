import { SnapshotError } from '../../errors/snapshot-error.ts'
import { show } from '../../errors/show.ts'
import { createRetryMachine } from '../create-retry-machine.ts'
import { ownerOf, stateOf } from '../xstate.ts'
import type { RetryMachine } from '../xstate.ts'
import { checkChildren } from './check-children.ts'
import { anObject, check, isName } from './check-value.ts'
import { damaged } from './damaged.ts'
import { isRecord } from './json.ts'
import type { PersistedSession } from './session-snapshot.ts'

/**
 * Checks that a snapshot's state is one of the machine's, and that the rest of it goes with that state: XState would
 * take what it is given, and leave a session without its actors there for ever.
 *
 * @param machine - undefined where it is not known yet: then the states of the chart alone can be checked
 * @throws SnapshotError that names what is wrong or missing
 */
export function checkState(persisted: PersistedSession, machine: RetryMachine | undefined): void {
  const { status, value, historyValue = {} } = persisted
  check('snapshot.status', 'active, done or error', status, (given) => OUTCOMES.has(given))
  const outcome = OUTCOMES.get(status)
  if (outcome !== undefined && !Object.hasOwn(persisted, outcome))
    throw damaged(`snapshot.${outcome}`, `there, since the status is ${status}`, undefined)
  checkHistory(historyValue)
  const children = anObject(persisted.children, 'snapshot.children')
  const known = machine ?? plainMachine()
  const state = stateOf(known, value)
  if (state === undefined) {
    if (machine !== undefined) throw unknownState(value, machine)
    return
  }
  if (status === 'done' && !state.isFinal)
    throw damaged('snapshot.value', 'a final state, as its status is done', value)
  if (status !== 'active') return
  if (state.isFinal) throw damaged('snapshot.status', 'done, as its state is final', status)
  // What the chart does not have may be what the machine has added to it.
  checkChildren(children, state, (src) => ownerOf(known, src) ?? (machine === undefined ? 'user' : undefined))
}

/** What a session has come to, by its status. */
const OUTCOMES: ReadonlyMap<unknown, string | undefined> = new Map([
  ['active', undefined],
  ['done', 'output'],
  ['error', 'error'],
])

/** XState's lists of the states that a machine was in before; the chart itself has no use for them. */
function checkHistory(historyValue: unknown): void {
  for (const [key, states] of Object.entries(anObject(historyValue, 'snapshot.historyValue'))) {
    const isState = (state: unknown) => isRecord(state) && isName(state['id'])
    check(
      `snapshot.historyValue.${key}`,
      'a list of states',
      states,
      (given) => Array.isArray(given) && given.every(isState),
    )
  }
}

let plain: RetryMachine | undefined

const plainMachine = () => (plain ??= createRetryMachine())

const unknownState = (value: unknown, { id }: RetryMachine) =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_MISMATCH',
    `the snapshot is in the state ${show(value)}, which the machine ${show(id)} does not have: ` +
      'give the machine that wrote it, or the option migrate',
  )
