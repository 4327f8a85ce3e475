import type { Command, CommandReport } from 'holdfast/visualizer'

/** `Retried 12 sessions; 3 refused it.` */
export function describeReport(command: Command, { done, refusals }: CommandReport): string {
  const deed = { retry: 'Retried', cancel: 'Cancelled' }[command]
  if (refusals === 0) return `${deed} ${sessionCount(done)}.`
  const refused = `${refusals.toLocaleString('en')} refused it`
  return done === 0 ? `${deed} none: ${refused}.` : `${deed} ${sessionCount(done)}; ${refused}.`
}

/** `1 session`, `12,345 sessions`. */
export const sessionCount = (count: number): string => countOf(count, 'session')

/** `1 program`, `2 programs`. */
export const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
