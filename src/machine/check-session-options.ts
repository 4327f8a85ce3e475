import type { Check } from './check-options.ts'
import { aFunction, aName, aSignal, anObjectWith, checkEach } from './check-options.ts'

/**
 * Checks the options of one session.
 *
 * @param names - those that there are
 * @throws TypeError that names the option and the value received
 */
export function checkSessionOptions(options: unknown, ...names: readonly (keyof typeof CHECKS)[]): void {
  checkEach(options, Object.fromEntries(names.map((name) => [name, CHECKS[name]])))
}

const CHECKS = {
  fn: aFunction,
  signal: aSignal,
  id: aName,
  inspect: (option, value) => {
    if (typeof value !== 'function') anObjectWith('next')(option, value)
  },
} satisfies Record<string, Check>
