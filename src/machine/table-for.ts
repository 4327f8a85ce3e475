import { compile } from './compile.ts'
import type { Table } from './compile.ts'
import type { RetryOptions } from './options.ts'

const OPTIONAL_STEPS = ['before', 'after', 'wait', 'beforeSleep'] as const

const tables = new Map<string, Table>()

/** The chart, compiled for a policy: one table for all that do without the same things. */
export function tableFor(options: RetryOptions): Table {
  const steps = OPTIONAL_STEPS.filter((step) => (options[step] ?? undefined) === undefined)
  // The default strategy looks at errors only.
  const questionsAboutSuccess = options.retry === undefined && options.observer === undefined
  const key = `${steps.join()} ${questionsAboutSuccess}`
  const known = tables.get(key)
  if (known !== undefined) return known
  const table = compile({ steps: new Set(steps), questionsAboutSuccess })
  tables.set(key, table)
  return table
}
