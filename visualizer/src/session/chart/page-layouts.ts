import { chartGraph, layoutChart } from 'holdfast/drawing'
import type { GraphLayouter } from 'holdfast/drawing'

import { createLayouts } from './create-layouts.ts'
import { startElk } from './start-elk.ts'

let elk: GraphLayouter | undefined

/** The layouts of this page. */
export const pageLayouts = createLayouts({
  layout: async (definition) => {
    elk ??= startElk()
    try {
      return await layoutChart(chartGraph(definition), elk)
    } catch (error) {
      // Another try begins with another worker.
      elk = undefined
      throw error
    }
  },
  storage: storageOf(globalThis),
  // The name of the file that this is built into has a digest of the code in it.
  version: new URL(import.meta.url).pathname,
})

/** Where a page may not store anything, asking for its storage throws. */
function storageOf(page: typeof globalThis): Storage | undefined {
  try {
    return page.sessionStorage
  } catch {
    return undefined
  }
}
