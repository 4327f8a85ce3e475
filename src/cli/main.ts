#!/usr/bin/env node
import { run } from './run.ts'
import { createTerminal } from './terminal.ts'

// They are about the runtime, such as that its SQLite is new: nobody who reads them here can change that.
process.removeAllListeners('warning')
const exitCode = await run(process.argv.slice(2), createTerminal(process))
const flush = (output: NodeJS.WriteStream) => new Promise((resolve) => output.write('', resolve))
await Promise.all([flush(process.stdout), flush(process.stderr)])
// Modules that were imported may hold timers or stores, which would keep the process for ever.
process.exit(exitCode)
