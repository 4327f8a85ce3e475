import type { Moment } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'
import type { VNode } from 'preact'

import { ValueTree } from './value-tree.tsx'
import { valuesIn } from './values-in.ts'

interface ValuesPanelProps {
  readonly detail: SessionDetail
  readonly moment: Moment | undefined
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
}

/** What the session works with and what it gave. */
export function ValuesPanel({ detail, moment, index }: ValuesPanelProps): VNode {
  const shown = Object.entries(valuesIn(detail, moment, index)).filter(([, value]) => value !== undefined)
  return (
    <div class="session-scroll session-values" tabIndex={0}>
      {shown.length === 0 && <p class="session-quiet">Nothing is known of its context, input or output.</p>}
      {shown.map(([name, value], at) => (
        <ValueTree key={name} name={name} value={value} isOpen={at === 0} />
      ))}
    </div>
  )
}
