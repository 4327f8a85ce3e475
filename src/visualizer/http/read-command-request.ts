import { invalidRange, invalidType } from '../../errors/invalid.ts'
import { readOptions } from '../../machine/read-options.ts'
import type { Reader } from '../../machine/read-options.ts'
import type { Command, CommandRequest } from '../protocol.ts'
import { readRowQuery } from './read-row-query.ts'

/** @throws TypeError or RangeError for a wrong field, or an unknown one */
export function readCommandRequest(request: unknown): CommandRequest {
  const { command, keys, query, expected } = readOptions(request, readers)
  if (command === undefined) throw invalidType('command', COMMANDS.join(' or '), command)
  if ((keys === undefined) === (query === undefined)) throw invalidType('keys', 'given, or else query', keys)
  if (keys !== undefined && expected !== undefined)
    throw invalidType('expected', 'left out where keys are given', expected)
  // Each was checked.
  return { command, ...(keys === undefined ? { query, expected } : { keys }) } as CommandRequest
}

const COMMANDS: readonly Command[] = ['retry', 'cancel']

const aCommand: Reader = (option, value) => {
  if (!COMMANDS.includes(value as Command)) throw invalidType(option, COMMANDS.join(' or '), value)
  return value
}

const someKeys: Reader = (option, value) => {
  if (!Array.isArray(value) || value.some((key) => typeof key !== 'string'))
    throw invalidType(option, 'a list of strings', value)
  return value
}

const aCount: Reader = (option, value) => {
  if (!Number.isSafeInteger(value) || Number(value) < 0)
    throw invalidRange(option, 'a whole number from 0', value)
  return value
}

const readers: Readonly<Record<string, Reader>> = {
  command: aCommand,
  keys: someKeys,
  query: (_option, value) => readRowQuery(value),
  expected: aCount,
}
