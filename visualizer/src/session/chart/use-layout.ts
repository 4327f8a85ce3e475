import type { ChartLayout } from 'holdfast/drawing'
import type { MachineDefinition } from 'holdfast/inspect'
import { useEffect, useState } from 'preact/hooks'

import { pageLayouts } from './page-layouts.ts'
import { messageOf } from '../../words/message-of.ts'

/** A chart's layout once it is found, or why it was not. */
export interface LayoutState {
  readonly layout?: ChartLayout | undefined
  readonly problem?: string
}

export function useLayout(definition: MachineDefinition | undefined): LayoutState {
  const [found, setFound] = useState<Found>()

  useEffect(() => {
    if (definition === undefined) return undefined
    let isWanted = true
    const tell = (state: LayoutState) => {
      if (isWanted) setFound({ definition, state })
    }
    pageLayouts.find(definition).then(
      (layout) => tell({ layout }),
      (error: unknown) => tell({ problem: messageOf(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [definition])

  if (definition === undefined) return {}
  if (found?.definition === definition) return found.state
  return { layout: pageLayouts.known(definition) }
}

interface Found {
  readonly definition: MachineDefinition
  readonly state: LayoutState
}
