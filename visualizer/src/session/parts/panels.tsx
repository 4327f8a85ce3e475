import type { ComponentChildren, VNode } from 'preact'
import { useId, useState } from 'preact/hooks'

import { Section } from './section.tsx'

/** A part of the view that stands beside others where there is room, and else behind a tab. */
export interface Panel {
  readonly title: string
  /** In few characters, behind the title. */
  readonly badge?: string | undefined
  readonly content: ComponentChildren
}

/** One panel at a time, chosen by its tab. */
export function Tabs({
  panels,
  first,
}: {
  readonly panels: readonly Panel[]
  readonly first: string
}): VNode {
  const id = useId()
  const [picked, setPicked] = useState<string>()
  // One that was picked may be gone, as the view has got wider.
  const chosen = panels.some(({ title }) => title === picked) ? picked : first
  const place = Math.max(
    0,
    panels.findIndex(({ title }) => title === chosen),
  )

  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (place + step + panels.length) % panels.length
    setPicked(panels[next]?.title)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }

  return (
    <div class="session-tabs">
      <div class="session-tab-list" role="tablist" aria-label="Details" onKeyDown={onKeyDown}>
        {panels.map(({ title, badge }, at) => (
          <button
            key={title}
            type="button"
            class="session-tab"
            role="tab"
            id={`${id}-${title}`}
            aria-selected={at === place}
            aria-controls={`${id}-panel`}
            tabIndex={at === place ? 0 : -1}
            onClick={() => setPicked(title)}
          >
            {title}
            {badge !== undefined && <span class="session-badge">{badge}</span>}
          </button>
        ))}
      </div>
      <div
        key={panels[place]?.title}
        class="session-tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${panels[place]?.title}`}
      >
        {panels[place]?.content}
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** All of them, one below the other. */
export const Stack = ({ panels }: { readonly panels: readonly Panel[] }): VNode => (
  <div class="session-stacked">
    {panels.map(({ title, badge, content }) => (
      <Section
        key={title}
        title={title}
        tools={badge !== undefined && <span class="session-badge">{badge}</span>}
      >
        {content}
      </Section>
    ))}
  </div>
)
