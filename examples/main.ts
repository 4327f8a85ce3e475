/**
 * Holdfast at work, in two acts: many sessions that fetch from a server that fails, and one that outlives its process.
 *
 * The name of an act, as an argument, shows that one alone.
 */
import { showFailingServer } from './failing-server/show-failing-server.ts'
import { showSurvivingSession } from './surviving-session/show-surviving-session.ts'

const ACTS = { 'failing-server': showFailingServer, 'surviving-session': showSurvivingSession }

const interruption = new AbortController()
process.on('SIGINT', () => interruption.abort(new Error('stopped by Ctrl-C')))

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !Object.hasOwn(ACTS, name))
if (unknown !== undefined)
  throw new RangeError(`there is no act ${unknown}: the acts are ${Object.keys(ACTS).join(' and ')}`)

for (const [name, show] of Object.entries(ACTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (!interruption.signal.aborted) await show(process.stdout, interruption.signal)
}
