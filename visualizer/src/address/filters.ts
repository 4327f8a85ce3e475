import type { RowQuery, RowSort } from 'holdfast/visualizer'

import { listText, readList } from './list-text.ts'
import { describeSearch } from './search-terms.ts'
import { ORIGIN_WORDS, ORIGINS, STATUS_WORDS, STATUSES } from '../list/statuses.ts'

/** Which rows, in which order: what of a query a person chooses. */
export type Filters = Omit<RowQuery, 'offset' | 'limit'>

/** What each order is called, and which way it goes when it is chosen. */
export const SORTS: Readonly<Record<RowSort, { readonly label: string; readonly order: 'asc' | 'desc' }>> = {
  status: { label: 'Urgency', order: 'asc' },
  changed: { label: 'Last change', order: 'desc' },
  wake: { label: 'Next try', order: 'asc' },
  started: { label: 'Age', order: 'desc' },
  attempt: { label: 'Attempts', order: 'desc' },
  name: { label: 'Name', order: 'asc' },
}

/** Reads parameters as `writeFilters` writes them; what nobody could have written is left out. */
export function readFilters(parameters: URLSearchParams): Filters {
  const search = parameters.get('search') ?? ''
  const listOf = (name: string) => readList(parameters.get(name) ?? '')
  const kind = listOf('kind')
  const status = listOf('status').filter((word) => isOneOf(STATUSES, word))
  const origin = listOf('origin').filter((word) => isOneOf(ORIGINS, word))
  const sort = parameters.get('sort') ?? 'status'
  const order = parameters.get('order')
  return {
    ...(search !== '' && { search }),
    ...(status.length > 0 && { status }),
    ...(kind.length > 0 && { kind }),
    ...(origin.length > 0 && { origin }),
    ...(isSort(sort) && sort !== 'status' && { sort }),
    ...(order === 'desc' && { order }),
  }
}

/** As the server reads them, and the page's address has them. */
export function writeFilters({ search, status, kind, origin, sort, order }: Filters): URLSearchParams {
  const parameters = new URLSearchParams()
  if (search !== undefined && search !== '') parameters.set('search', search)
  if (status?.length) parameters.set('status', listText(status))
  if (kind?.length) parameters.set('kind', listText(kind))
  if (origin?.length) parameters.set('origin', listText(origin))
  if (sort !== undefined && sort !== 'status') parameters.set('sort', sort)
  if (order === 'desc') parameters.set('order', order)
  return parameters
}

/** The list with the value, or without it if it was there; undefined when nothing is left. */
export function toggled<Value>(list: readonly Value[] | undefined, value: Value): Value[] | undefined {
  const others = (list ?? []).filter((other) => other !== value)
  if (others.length === (list?.length ?? 0)) others.push(value)
  return others.length === 0 ? undefined : others
}

/** Another order; the same one again turns it round. */
export function sortedBy(filters: Filters, sort: RowSort): Filters {
  const { sort: current = 'status', order: currentOrder = 'asc' } = filters
  const turned = currentOrder === 'asc' ? 'desc' : 'asc'
  return { ...filters, sort, order: sort === current ? turned : SORTS[sort].order }
}

/** Whether what is told of rows rises from the first one on. The last to begin is the youngest. */
export const isRising = ({ sort, order = 'asc' }: Filters): boolean =>
  (order === 'asc') !== (sort === 'started')

/** Whether two filters are the same. */
export const isSame = (one: Filters, other: Filters): boolean =>
  writeFilters(one).toString() === writeFilters(other).toString()

/** Whether some rows are left out. */
export const isFiltered = ({ search, status, kind, origin }: Filters): boolean =>
  [describeSearch(search), status, kind, origin].some((filter) => filter !== undefined && filter.length > 0)

/** In words: `failed or sleeping, stored, kind payments, with “503” and “timeout”`; empty when nothing is left out. */
export function describeFilters({ search, status, kind, origin }: Filters): string {
  const parts = [
    orList(status?.map((word) => STATUS_WORDS[word].toLowerCase())),
    orList(origin?.map((word) => ORIGIN_WORDS[word].toLowerCase())),
    kind?.length ? `kind ${orList(kind)}` : '',
    describeSearch(search),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

const orList = (words: readonly string[] = []) => words.join(' or ')

const isSort = (word: string): word is RowSort => Object.hasOwn(SORTS, word)

function isOneOf<Word extends string>(words: readonly Word[], word: string): word is Word {
  return words.some((other) => other === word)
}
