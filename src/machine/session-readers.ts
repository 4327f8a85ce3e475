import { aFunction, aName, aSignal, anObjectWith } from './read-options.ts'
import type { Reader } from './read-options.ts'

/** How the options of a loop are read. */
export const loopReaders = { signal: aSignal }

/** Likewise of `bind`. */
export const bindReaders = { ...loopReaders, id: aName }

/** Likewise of a machine's input. */
export const bindingReaders = { ...bindReaders, fn: aFunction }

const anInspector: Reader = (option, value) =>
  typeof value === 'function' ? value : anObjectWith('next')(option, value)

/** Likewise of `startRetry` and `runWithRetry`. */
export const startReaders = { ...bindReaders, inspect: anInspector }
