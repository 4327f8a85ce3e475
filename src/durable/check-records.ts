import { invalidCall } from '../errors/invalid.ts'
import { ownerOf } from '../machine/xstate.ts'
import type { RetryMachine } from '../machine/xstate.ts'

/**
 * Refuses a machine that would run without its records: the chart's own steps write them before they begin, and its
 * watch ends the session when it is lost or cancelled.
 *
 * @throws TypeError that names what is missing
 */
export function checkRecords(machine: RetryMachine): void {
  const replaced = ['attempt', 'sleep', 'watch'].find((step) => ownerOf(machine, step) !== 'chart')
  if (replaced !== undefined) {
    throw invalidCall(
      `a stored session needs the chart's own ${replaced}, which writes its records: wrap the function, or give the option sleep`,
    )
  }
  if (machine.root.invoke.some(({ id }) => id === 'watch')) return
  throw invalidCall(
    "a stored session needs the chart's own watch: let the machine invoke it too, invoke: [chart.invoke, …]",
  )
}
