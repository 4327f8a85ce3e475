import type { ComponentChildren, VNode } from 'preact'

interface FactProps {
  readonly name: string
  /** It may have much to say. */
  readonly isWide?: boolean
  readonly children: ComponentChildren
}

/** One thing that is known, within a list of such. */
export const Fact = ({ name, isWide = false, children }: FactProps): VNode => (
  <div class="session-fact" data-wide={isWide}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
