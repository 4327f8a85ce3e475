// Imports the files that it is given one after the other, and reports on each.
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'

import { type Report, reportLine } from './report.ts'

const LONGEST_RUN = 10_000

let fail: (error: unknown) => void

// A rejection that nobody handles comes here too.
process.on('uncaughtException', (error) => fail(error))

for (const file of process.argv.slice(2)) {
  process.stdout.write(reportLine(await reportOn(file)))
}
process.exit(0)

function reportOn(file: string): Promise<Report> {
  return new Promise((resolve) => {
    fail = (error) => resolve(toReport(error, file))
    const timer = setTimeout(() => fail(new Error(`still running after ${LONGEST_RUN} ms`)), LONGEST_RUN)
    import(pathToFileURL(file).href)
      // A rejection that is left behind is known one turn of the event loop later.
      .then(() => setImmediate(resolve, { line: 1 }), fail)
      .finally(() => clearTimeout(timer))
  })
}

function toReport(error: unknown, file: string): Report {
  if (!(error instanceof Error)) return { failure: `threw ${String(error)}`, line: 1 }
  const [, line = 1] = error.stack?.split(`${basename(file)}:`)[1]?.match(/^(\d+)/) ?? []
  return { failure: `${error.name}: ${error.message}`, line: Number(line) }
}
