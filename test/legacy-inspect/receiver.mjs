/**
 * The inspector of XState 4, as anybody would use it: follows the sessions behind the WebSocket server of the first
 * argument, prints what it sees as JSON lines, and sends on what it is told on its standard input, one command a line.
 */
import { createInterface } from 'node:readline'

import { createWebSocketReceiver } from '@xstate/inspect'
import { WebSocket } from 'ws'
import { State } from 'xstate'

// The receiver is made for browsers.
globalThis.WebSocket = WebSocket

const print = (line) => console.log(JSON.stringify(line))

const machines = new Map()

const receiver = createWebSocketReceiver({ server: process.argv[2] })
receiver.subscribe(
  (message) => {
    const { type, sessionId } = message
    switch (type) {
      case 'service.register': {
        const { machine, id, parent } = message
        machines.set(sessionId, machine)
        print({
          type,
          sessionId,
          id,
          parent,
          machine: factsOf(machine),
          ...readState(machine, message.state),
        })
        break
      }
      case 'service.state':
        print({ type, sessionId, ...readState(machines.get(sessionId), message.state) })
        break
      default:
        print(message)
    }
  },
  ({ message }) => print({ type: 'error', message }),
)

createInterface({ input: process.stdin })
  .on('line', (line) => receiver.send(JSON.parse(line)))
  .on('close', () => process.exit())

/** What XState 4 makes of a state; it throws if the machine has no such state. */
function readState(machine, received) {
  const state = machine.resolveState(received)
  const { _sessionid: origin } = state
  if (!(received instanceof State)) throw new Error('the receiver gave no State of XState 4')
  return {
    value: state.value,
    context: state.context,
    event: state.event,
    tags: [...received.tags],
    resolvedTags: [...state.tags],
    done: state.done,
    origin,
    nextEvents: state.nextEvents,
    onWake: machine.transition(state, 'WAKE').value,
  }
}

const factsOf = (machine) => ({
  id: machine.id,
  version: machine.version,
  initial: machine.initialState.value,
  guards: machine.stateIds.flatMap((id) =>
    machine
      .getStateNodeById(id)
      .transitions.filter(({ cond }) => cond !== undefined)
      .map(({ eventType, cond, target }) => ({
        in: id,
        on: eventType,
        cond,
        to: target.map((node) => node.id),
      })),
  ),
})
