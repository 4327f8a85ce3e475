import { show } from '../errors/show.ts'
import { attach } from './attach.ts'
import { createInspector } from './create-inspector.ts'
import { linkToVisualizer } from './link/link-to-visualizer.ts'
import { logTo } from './log-to.ts'
import { nodeProcess } from './recording/node-builtins.ts'
import { recordTo } from './recording/record-to.ts'

// node --import holdfast/inspect/register app.js
//
// HOLDFAST_VISUALIZER=url   shows the sessions in that visualizer, and the machines that invoke or spawn them
// HOLDFAST_RECORD=path      records to that file; %p in it is the process's id
// HOLDFAST_LOG=on|off       lines on stderr; by default on, unless there is a visualizer or a recording

/** Milliseconds until the program begins all the same. */
const LONGEST_WAIT = 500

const process = nodeProcess()
const { HOLDFAST_RECORD: path = '', HOLDFAST_VISUALIZER: url = '' } = process.env
const { HOLDFAST_LOG: log = path === '' && url === '' ? 'on' : 'off' } = process.env

if (path !== '' || log !== 'off') keep()
// A program that soon calls process.exit would be gone before there is a connection.
if (url !== '') await visualize()

function keep(): void {
  const inspector = createInspector()
  if (path !== '') inspector.addSink(recordTo(path))
  if (log !== 'off') inspector.addSink(logTo((line) => process.stderr.write(`${line}\n`)))
  attach(inspector)
  // What was told in the last turn still waits.
  process.on('exit', () => void inspector.close())
}

async function visualize(): Promise<void> {
  // XState tells an attached inspector of all the actors around a session, and of no others.
  const inspector = createInspector({ machines: 'all' })
  try {
    const link = linkToVisualizer(inspector, url)
    attach(inspector)
    await link.flush(LONGEST_WAIT)
  } catch (error) {
    process.emitWarning(
      `holdfast shows nothing in a visualizer, as HOLDFAST_VISUALIZER is wrong: ${show(error)}`,
    )
  }
}
