import { createBrowserInspector } from '@statelyai/inspect'
import { createActor, createMachine } from 'xstate'

// A page under development that shows its machines in the inspector that the address names.
const url = new URLSearchParams(location.search).get('inspector') ?? ''
const { inspect } = createBrowserInspector({ url })
const door = createMachine({
  id: 'door',
  initial: 'shut',
  states: { shut: { on: { OPEN: 'open' } }, open: {} },
})
createActor(door, { inspect }).start().send({ type: 'OPEN' })
