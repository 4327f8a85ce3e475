import { attach } from './attach.ts'
import { createInspector } from './create-inspector.ts'
import { logTo } from './log-to.ts'
import { nodeProcess } from './recording/node-builtins.ts'
import { recordTo } from './recording/record-to.ts'

// node --import holdfast/inspect/register app.js
//
// HOLDFAST_RECORD=path   records to that file; %p in it is the process's id
// HOLDFAST_LOG=on|off    lines on stderr; by default on, unless there is a recording

const process = nodeProcess()
const { HOLDFAST_RECORD: path = '', HOLDFAST_LOG: log = path === '' ? 'on' : 'off' } = process.env
const inspector = createInspector()
if (path !== '') inspector.addSink(recordTo(path))
if (log !== 'off') inspector.addSink(logTo((line) => process.stderr.write(`${line}\n`)))
attach(inspector)
// What was told in the last turn still waits.
process.on('exit', () => void inspector.close())
