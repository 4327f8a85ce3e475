import type { ChartLayout } from 'holdfast/drawing'
import type { MachineDefinition } from 'holdfast/inspect'

import { digest } from './digest.ts'

/** The layouts of charts, each found once. */
export interface Layouts {
  /** What is known already; undefined where it must be waited for. */
  known(definition: MachineDefinition): ChartLayout | undefined
  find(definition: MachineDefinition): Promise<ChartLayout>
}

export interface LayoutsOptions {
  readonly layout: (definition: MachineDefinition) => Promise<ChartLayout>
  /** Where small ones are kept while the page is reloaded; it may refuse. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Of the code that writes layouts: others' are not read. */
  readonly version: string
}

/** Keeps layouts by what their charts are: their ids alone do not tell two versions of a machine apart. */
export function createLayouts({ layout, storage, version }: LayoutsOptions): Layouts {
  const found = new Map<string, ChartLayout>()
  const awaited = new Map<string, Promise<ChartLayout>>()
  const keys = new WeakMap<MachineDefinition, string>()

  const keyOf = (definition: MachineDefinition): string => {
    const known = keys.get(definition)
    if (known !== undefined) return known
    const key = `layout ${version} ${definition.id} ${digest(JSON.stringify(definition))}`
    keys.set(definition, key)
    return key
  }

  const remember = (key: string, chart: ChartLayout) => {
    found.set(key, chart)
    const [oldest] = found.keys()
    if (found.size > MOST_HELD && oldest !== undefined) found.delete(oldest)
  }

  const restore = (key: string): ChartLayout | undefined => {
    const chart = safely(() => JSON.parse(storage?.getItem(key) ?? 'null') as ChartLayout | null)
    if (chart === undefined || chart === null) return undefined
    remember(key, chart)
    return chart
  }

  const known = (definition: MachineDefinition) => {
    const key = keyOf(definition)
    return found.get(key) ?? restore(key)
  }

  const find = async (definition: MachineDefinition) => {
    const key = keyOf(definition)
    const pending = awaited.get(key)
    if (pending !== undefined) return pending
    const finding = layout(definition)
    awaited.set(key, finding)
    try {
      const chart = await finding
      remember(key, chart)
      const text = JSON.stringify(chart)
      if (text.length <= LONGEST_KEPT) safely(() => storage?.setItem(key, text))
      return chart
    } finally {
      awaited.delete(key)
    }
  }

  return { known, find: async (definition) => known(definition) ?? find(definition) }
}

/** A storage may be full, or forbidden. */
function safely<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

const MOST_HELD = 50

/** Characters. */
const LONGEST_KEPT = 200_000
