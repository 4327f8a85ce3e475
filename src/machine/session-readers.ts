import { invalidType } from '../errors/invalid.ts'
import { aClass, aFunction, aName, aSignal, anObjectWith } from './read-options.ts'
import type { Reader } from './read-options.ts'
import type { ErrorClass } from './snapshot/error-classes.ts'

/** How the options of a loop are read. */
export const loopReaders = { signal: aSignal }

/** Likewise of `bind`. */
export const bindReaders = { ...loopReaders, id: aName }

/** Likewise of a machine's input. */
export const bindingReaders = { ...bindReaders, fn: aFunction }

const anInspector: Reader = (option, value) =>
  typeof value === 'function' ? value : anObjectWith('next')(option, value)

const aSnapshot: Reader = (option, value) => {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null))
    throw invalidType(option, 'a snapshot, or its JSON text', value)
  return value
}

const someErrorClasses: Reader = (option, value) => {
  if (!Array.isArray(value)) throw invalidType(option, 'a list of error classes', value)
  const names = new Set<unknown>()
  for (const [index, type] of value.entries()) {
    const { name } = aClass(`${option}[${index}]`, type) as ErrorClass
    // Errors come back by the names of their classes.
    if (name === '' || names.has(name))
      throw invalidType(`${option}[${index}]`, 'a class with a name of its own', type)
    names.add(name)
  }
  return value
}

/** Likewise of a session that may be inspected. */
export const inspectedReaders = { ...bindReaders, inspect: anInspector }

/** Likewise of `startRetry`. */
export const startReaders = {
  ...inspectedReaders,
  snapshot: aSnapshot,
  codec: anObjectWith('stringify', 'parse'),
  errors: someErrorClasses,
  migrate: aFunction,
}
