#!/usr/bin/env node
import { run } from './run.ts'
import { createTerminal } from './terminal.ts'

// They are about the runtime, such as that its SQLite is new: nobody who reads them here can change that.
process.removeAllListeners('warning')
process.exitCode = await run(process.argv.slice(2), createTerminal(process))
