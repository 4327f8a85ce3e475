import type { ComponentChildren, VNode } from 'preact'

interface FactProps {
  readonly name: string
  readonly children: ComponentChildren
}

/** One thing that is known, within a list of such. */
export const Fact = ({ name, children }: FactProps): VNode => (
  <div class="session-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
