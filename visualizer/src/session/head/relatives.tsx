import type { SessionRow } from 'holdfast/visualizer'
import type { VNode } from 'preact'

import { Fact } from '../parts/fact.tsx'

interface RelativesProps {
  readonly row: SessionRow
  /** Of the sessions that its machine started. */
  readonly keys: readonly string[]
  readonly onOpen: (key: string) => void
}

/** The sessions that started this one, and that it started. */
export function Relatives({ row: { parent }, keys, onOpen }: RelativesProps): VNode {
  return (
    <>
      {parent !== undefined && (
        <Fact name="Started by">
          <Link target={parent} onOpen={onOpen} />
        </Fact>
      )}
      {keys.length > 0 && (
        <Fact name="Started">
          {keys.slice(0, MOST_SHOWN).map((key) => (
            <Link key={key} target={key} onOpen={onOpen} />
          ))}
          {keys.length > MOST_SHOWN && `and ${keys.length - MOST_SHOWN} more`}
        </Fact>
      )}
    </>
  )
}

const Link = ({
  target,
  onOpen,
}: {
  readonly target: string
  readonly onOpen: (key: string) => void
}): VNode => (
  <button type="button" class="session-link" onClick={() => onOpen(target)}>
    {target}
  </button>
)

const MOST_SHOWN = 10
