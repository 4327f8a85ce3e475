import type { RowQuery } from '../protocol.ts'
import type { ShownRow } from './held-row.ts'

/** Says whether a row is among those that a query asks for. */
export function rowMatcher({ search = '', status, kind, origin }: RowQuery): (shown: ShownRow) => boolean {
  const statuses = status && new Set(status)
  const kinds = kind && new Set(kind)
  const origins = origin && new Set(origin)
  const terms = termsOf(search.toLowerCase())
  return (shown) => {
    const { row } = shown
    if (statuses?.has(row.status) === false) return false
    if (kinds?.has(row.kind) === false) return false
    if (origins?.has(row.origin) === false) return false
    return terms.every((term) => textOf(shown).includes(term))
  }
}

/** The words of a search, and its phrases: what is in double quotes, of which the last may be left open. */
const termsOf = (search: string): readonly string[] =>
  (search.match(/"[^"]*"?|[^\s"]+/g) ?? [])
    .map((term) => term.replaceAll('"', ''))
    .filter((term) => term.trim() !== '')

/** What a search looks at; it begins with the name. */
export function textOf(shown: ShownRow): string {
  const { name, kind, id = '', state, error = '', lastResult = '' } = shown.row
  return (shown.text ??= `${name}\n${kind}\n${id}\n${state}\n${error}\n${lastResult}`.toLowerCase())
}
