import type { Permission } from './permissions.ts'

/** A hint, and the id of the element that has it. */
export interface Hint extends Permission {
  readonly id: string
}

/**
 * The hints of buttons, each once: several may do nothing for the same reason.
 *
 * @param id - of the buttons
 */
export function hintsOf(permissions: readonly Permission[], id: string): readonly Hint[] {
  const byText = new Map(permissions.map((permission) => [permission.hint, permission]))
  return [...byText.values()].map((permission, at) => ({ ...permission, id: `${id}-${at}` }))
}
