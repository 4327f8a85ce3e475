/** What the runner says of one program, as a line of its output. */
export interface Report {
  /** What went wrong; absent when nothing did. */
  readonly failure?: string
  /** The line of the program's file where it did, from 1. */
  readonly line: number
}

/** Tells a report from what the programs themselves print. */
const MARK = '\u0001report '

export const reportLine = (report: Report) => `\n${MARK}${JSON.stringify(report)}\n`

export function reportsIn(output: string): Report[] {
  const lines = output.split('\n').filter((line) => line.startsWith(MARK))
  // The runner wrote them with the function above.
  return lines.map((line) => JSON.parse(line.slice(MARK.length)) as Report)
}
