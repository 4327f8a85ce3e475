import { link } from './link.ts'
import type { Program } from './link.ts'
import type { RetryOptions } from './options.ts'

const OPTIONAL_STEPS = ['before', 'after', 'wait', 'beforeSleep'] as const

const programs = new Map<string, Program>()

/** The chart, linked for a policy: one program for all that do without the same things. */
export function programFor(options: RetryOptions): Program {
  const absent = OPTIONAL_STEPS.filter((step) => (options[step] ?? undefined) === undefined)
  // The default strategy looks at errors only.
  const asksAboutSuccess = options.retry !== undefined
  const key = `${absent.join()} ${asksAboutSuccess}`
  const known = programs.get(key)
  if (known !== undefined) return known
  const program = link(absent, asksAboutSuccess)
  programs.set(key, program)
  return program
}
