import { isOfType } from '../common/error-types.ts'
import { messageOf } from '../common/message-test.ts'
import type { Predicate } from '../common/predicate.ts'
import { isEqualJSON } from './is-equal-json.ts'
import { checkFields, invalidJSON, join } from './json-error.ts'
import { lookUp, lookUpTypes } from './registry.ts'
import type { Names } from './registry.ts'

/**
 * A predicate that is written as data, `{ op: 'eq', value: 3 }`, or named, `{ name: 'isPending' }`. It carries its label
 * and its JSON, so that the strategy around it can be written again.
 */
export function readPredicate(json: unknown, path: string, names: Names): Predicate {
  if (typeof json !== 'object' || json === null) throw invalidJSON(path, 'an object', json)
  const fields: Record<string, unknown> = { ...json }
  if (Object.hasOwn(fields, 'name')) {
    checkFields(fields, ['name'], path)
    const known = lookUp(names, 'predicates', fields['name'], join(path, 'name'))
    return describe((value) => known(value), String(fields['name']), fields)
  }
  const { op } = fields
  const operation = typeof op === 'string' && Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined
  if (operation === undefined) {
    throw invalidJSON(join(path, 'op'), `one of ${Object.keys(OPERATIONS).join(', ')}`, op)
  }
  const operand = fields[operation.field ?? '']
  checkFields(fields, operation.field === undefined ? ['op'] : ['op', operation.field], path)
  const predicate = operation.create(operand, join(path, operation.field ?? ''), names)
  return describe(predicate, `${String(op)}(${operand === undefined ? '' : JSON.stringify(operand)})`, fields)
}

interface Operation {
  readonly field?: string
  create(operand: unknown, path: string, names: Names): (value: unknown) => boolean
}

const OPERATIONS: Record<string, Operation> = {
  const: {
    field: 'value',
    create(operand, path) {
      if (typeof operand !== 'boolean') throw invalidJSON(path, 'a boolean', operand)
      return () => operand
    },
  },
  eq: { field: 'value', create: (operand) => (value) => isEqualJSON(value, operand) },
  in: {
    field: 'values',
    create(operand, path) {
      if (!Array.isArray(operand)) throw invalidJSON(path, 'an array', operand)
      return (value) => operand.some((each) => isEqualJSON(value, each))
    },
  },
  lt: {
    field: 'value',
    create(operand, path) {
      if (typeof operand !== 'number') throw invalidJSON(path, 'a number', operand)
      return (value) => typeof value === 'number' && value < operand
    },
  },
  isNull: { create: () => (value) => value === null || value === undefined },
  typeIs: {
    field: 'types',
    create(operand, path, names) {
      const types = lookUpTypes(names, operand, path)
      return (value) => isOfType(value, types)
    },
  },
  messageContains: {
    field: 'text',
    create(operand, path) {
      if (typeof operand !== 'string') throw invalidJSON(path, 'a string', operand)
      return (value) => messageOf(value).includes(operand)
    },
  },
}

const describe = (predicate: Predicate, label: string, json: object): Predicate =>
  Object.assign(predicate, { label, toJSON: () => json })
