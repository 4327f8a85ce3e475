import { peek } from './peek.ts'

/** Whether a value says that something was cancelled; known by its name, whichever platform or library made it. */
export const isAbortError = (value: unknown): boolean => peek(value, 'name') === 'AbortError'
