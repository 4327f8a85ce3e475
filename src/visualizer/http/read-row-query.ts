import { invalidRange, invalidType } from '../../errors/invalid.ts'
import { readOptions } from '../../machine/read-options.ts'
import type { Reader } from '../../machine/read-options.ts'
import type { RowOrigin, RowQuery, RowSort, RowStatus } from '../protocol.ts'

/** @throws TypeError or RangeError for a wrong field, or an unknown one */
export function readRowQuery(query: unknown): RowQuery {
  // Each field was checked.
  return readOptions(query, readers)
}

/** Reads the parameters of an address: lists by commas, where `\,` is one within an item; what is empty is absent. */
export function readRowParameters(parameters: URLSearchParams): RowQuery {
  const query: Record<string, unknown> = {}
  for (const name of new Set(parameters.keys())) {
    const isList = LISTS.has(name)
    const values = parameters.getAll(name).flatMap((value) => (isList ? itemsOf(value) : value || []))
    if (values.length > 0) query[name] = isList ? values : valueOf(name, values[0]!)
  }
  return readRowQuery(query)
}

const itemsOf = (list: string): readonly string[] =>
  (list.match(/(?:\\.|[^,])+/gs) ?? []).map((item) => item.replaceAll(/\\([\\,])/g, '$1'))

const LISTS: ReadonlySet<string> = new Set<keyof RowQuery>(['status', 'kind', 'origin'])

const valueOf = (name: string, value: string) =>
  name === 'offset' || name === 'limit' ? Number(value) : value

const aText: Reader = (option, value) => {
  if (typeof value !== 'string') throw invalidType(option, 'a string', value)
  return value
}

const oneOf =
  <Name extends string>(...names: readonly Name[]): Reader =>
  (option, value) => {
    if (!names.includes(value as Name)) throw invalidType(option, names.join(', '), value)
    return value
  }

const aList =
  (read: Reader): Reader =>
  (option, value) => {
    if (!Array.isArray(value)) throw invalidType(option, 'a list', value)
    return value.map((one) => read(option, one))
  }

const aWhole =
  (lowest: number, highest: number): Reader =>
  (option, value) => {
    if (!Number.isSafeInteger(value) || Number(value) < lowest || Number(value) > highest)
      throw invalidRange(option, `a whole number from ${lowest} to ${highest}`, value)
    return value
  }

const readers: Readonly<Record<keyof RowQuery, Reader>> = {
  search: aText,
  status: aList(
    oneOf<RowStatus>(
      'active',
      'interrupted',
      'sleeping',
      'done',
      'failed',
      'cancelled',
      'stopped',
      'quarantined',
      'lost',
    ),
  ),
  kind: aList(aText),
  origin: aList(oneOf<RowOrigin>('live', 'stored', 'recorded')),
  sort: oneOf<RowSort>('changed', 'started', 'wake', 'attempt', 'name', 'status'),
  order: oneOf('asc', 'desc'),
  offset: aWhole(0, Number.MAX_SAFE_INTEGER),
  limit: aWhole(1, 500),
}
