import type { Command, CommandReport } from 'holdfast/visualizer'

/** `Retried 12 sessions; asked 3 sessions to go on when the program runs; 2 refused it.` */
export function describeReport(command: Command, { done, asked = 0, refusals }: CommandReport): string {
  const { deed, request } = WORDS[command]
  const atOnce = done - asked
  const parts = [
    atOnce > 0 || asked === 0 ? `${deed} ${done === 0 && refusals > 0 ? 'none' : sessionCount(atOnce)}` : '',
    asked > 0 ? `asked ${sessionCount(asked)} to ${request}` : '',
    refusals > 0 ? `${numeral(refusals)} refused it` : '',
  ]
  const text = parts.filter((part) => part !== '').join(done === 0 ? ': ' : '; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

const WORDS = {
  retry: { deed: 'Retried', request: 'go on when the program runs' },
  cancel: { deed: 'Cancelled', request: 'end' },
} as const satisfies Readonly<Record<Command, object>>

const numeral = (many: number) => many.toLocaleString('en')

/** `1 session`, `12,345 sessions`. */
export const sessionCount = (many: number): string => countOf(many, 'session')

/** `1 program`, `2 programs`. */
export const countOf = (many: number, noun: string): string =>
  `${numeral(many)} ${noun}${many === 1 ? '' : 's'}`
