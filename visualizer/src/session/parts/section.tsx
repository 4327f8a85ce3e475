import type { ComponentChildren, VNode } from 'preact'
import { useId } from 'preact/hooks'

interface SectionProps {
  readonly title: string
  /** Beside the title. */
  readonly tools?: ComponentChildren
  readonly class?: string
  readonly children: ComponentChildren
}

/** A part of the view with a title. */
export function Section({ title, tools, class: name = '', children }: SectionProps): VNode {
  const id = useId()
  return (
    <section class={`session-section ${name}`} aria-labelledby={id}>
      <header class="session-section-head">
        <h3 id={id}>{title}</h3>
        {tools}
      </header>
      {children}
    </section>
  )
}
