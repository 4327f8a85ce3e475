import type { VNode } from 'preact'

import { ValueTree } from './value-tree.tsx'

/** Values by their names; undefined ones are left out. */
export type Values = Readonly<Record<string, unknown>>

/** What the session works with and what it gave. */
export function ValuesPanel({ values }: { readonly values: Values }): VNode {
  const shown = Object.entries(values).filter(([, value]) => value !== undefined)
  return (
    <div class="session-scroll session-values">
      {shown.length === 0 && <p class="session-quiet">Nothing is known of its context, input or output.</p>}
      {shown.map(([name, value], at) => (
        <ValueTree key={name} name={name} value={value} isOpen={at === 0} />
      ))}
    </div>
  )
}
