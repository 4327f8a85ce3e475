import { hook } from './hook.ts'

/** The part of an XState actor that is used here. */
interface SystemActor {
  readonly system: { inspect(tell: (event: object) => void): unknown }
}

/** Shows the attached inspectors, where there are any, all actors of an actor's system from now on. */
export function showToInspectors({ system }: SystemActor): void {
  if (hook.inspectors === undefined || shown.has(system)) return
  shown.add(system)
  system.inspect(tell)
}

/** A parent may run any number of sessions in its system. */
const shown = new WeakSet<object>()

/** Those that are attached now: they come and go while a session runs. */
function tell(event: object): void {
  for (const inspect of hook.inspectors ?? []) inspect(event)
}
