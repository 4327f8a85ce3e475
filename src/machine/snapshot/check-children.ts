import { SnapshotError } from '../../errors/snapshot-error.ts'
import { show } from '../../errors/show.ts'
import type { Owner, StateFacts } from '../xstate.ts'
import { anObject, check, isName } from './check-value.ts'
import { damaged } from './damaged.ts'

/**
 * Checks that a session has the steps of its state, and none of another one: that would run.
 *
 * @param ownerOf - whose an actor is, by the name of its logic; undefined for one that the machine does not have
 * @throws SnapshotError that names the actor
 */
export function checkChildren(
  children: Readonly<Record<string, unknown>>,
  { value, invoked }: StateFacts,
  ownerOf: (src: string) => Owner | undefined,
): void {
  for (const [id, given] of Object.entries(children)) {
    const path = `snapshot.children.${id}`
    const { src, snapshot } = anObject(given, path)
    check(`${path}.src`, 'a string that is not empty', src, isName)
    const invocation = invoked.find((each) => each.id === id)
    if (invocation !== undefined)
      check(`${path}.src`, show(invocation.src), src, () => src === invocation.src)
    const owner = ownerOf(String(src))
    if (owner === undefined && invocation === undefined) throw mismatch(id, 'that the machine does not have')
    if (owner === 'chart' && invocation === undefined)
      throw damaged(path, `absent in the state ${show(value)}`, given)
    if (owner === 'chart' && snapshot !== undefined) throw mismatch(id, 'that is not the one of the machine')
    if (owner !== 'chart') anObject(snapshot, `${path}.snapshot`)
  }
  for (const { id, src } of invoked) {
    // A session that has failed is watched no more, and what a user's actor was for may be over.
    const isOver = (id === 'watch' && value === 'failed') || ownerOf(String(src)) !== 'chart'
    if (!isOver && !Object.hasOwn(children, id))
      throw damaged(`snapshot.children.${id}`, 'the actor of its state', undefined)
  }
}

const mismatch = (id: string, which: string) =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_MISMATCH',
    `the snapshot has an actor ${show(id)} ${which}: give the machine that wrote it, or the option migrate`,
  )
