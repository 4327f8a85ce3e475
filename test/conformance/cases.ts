import { existsSync } from 'node:fs'

import { readFixture } from '../support/tenacity-fixtures.ts'
import type { Scenario } from './scenario.ts'
import type { Trace } from './trace.ts'

export interface Case {
  readonly scenario: Scenario
  readonly recorded: Trace
}

/** Every scenario with the trace that Tenacity gave: this repository's, or those in the folder TENACITY_TRACES. */
export function readCases(): Case[] {
  checkFolder(process.env['TENACITY_TRACES'])
  const traces = new Map(readFixture<Trace>('traces').map((trace) => [trace.id, trace]))
  return readFixture<Scenario>('scenarios').map((scenario) => {
    const recorded = traces.get(scenario.id)
    if (recorded === undefined) throw new Error(`traces.jsonl has no trace of ${scenario.id}`)
    return { scenario, recorded }
  })
}

/** A folder that was named by mistake must not pass for one whose every trace was met. */
function checkFolder(folder: string | undefined): void {
  if (folder === undefined || folder === '') return
  for (const file of ['scenarios.jsonl', 'traces.jsonl']) {
    if (!existsSync(`${folder}/${file}`) && !existsSync(`${folder}/${file}.gz`)) {
      throw new Error(`TENACITY_TRACES is ${folder}, where there is no ${file}`)
    }
  }
}
