import type { SessionRow } from 'holdfast/visualizer'
import type { VNode } from 'preact'

import { Fact } from '../parts/fact.tsx'

interface RelativesProps {
  readonly row: SessionRow
  /** Its machine's, where that is known. */
  readonly parentName: string | undefined
  /** Of the sessions that its machine started. */
  readonly keys: readonly string[]
  readonly nameOf: (key: string) => string | undefined
  readonly onOpen: (key: string) => void
}

/** The sessions that started this one, and that it started. */
export function Relatives({ row: { parent }, parentName, keys, nameOf, onOpen }: RelativesProps): VNode {
  return (
    <>
      {parent !== undefined && (
        <Fact name="Started by">
          <Link target={parent} name={nameOf(parent) ?? parentName} onOpen={onOpen} />
        </Fact>
      )}
      {keys.length > 0 && (
        <Fact name="Started">
          {keys.slice(0, MOST_SHOWN).map((key) => (
            <Link key={key} target={key} name={nameOf(key)} onOpen={onOpen} />
          ))}
          {keys.length > MOST_SHOWN && `and ${keys.length - MOST_SHOWN} more`}
        </Fact>
      )}
    </>
  )
}

interface LinkProps {
  readonly target: string
  readonly name: string | undefined
  readonly onOpen: (key: string) => void
}

const Link = ({ target, name = target, onOpen }: LinkProps): VNode => (
  <button type="button" class="session-link" title={target} onClick={() => onOpen(target)}>
    {name}
  </button>
)

const MOST_SHOWN = 10
