/** How the command ends, for scripts. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  /** As shells have it: 128, and the number of the signal. */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done; also when there was nothing to do',
  failed: 'the store or the system failed: locked, damaged, read-only, full',
  usage: 'the command was written wrongly',
  notFound: 'there is no such session, or no such store',
  refused: 'the session is in no state for it: somebody runs it, or it has ended',
  interrupted: 'interrupted (Ctrl-C); what runs until then, such as inspect, is done',
}

export const EXIT_CODES_HELP = `
Exit codes:
${Object.entries(EXIT)
  // `EXIT` has the names of `MEANINGS`, by its type.
  .map(([name, code]) => `  ${String(code).padStart(3)}  ${MEANINGS[name as keyof typeof EXIT]}`)
  .join('\n')}`
