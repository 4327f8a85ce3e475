/**
 * What a search asks for, read as the server does: rows must have each of its words and, in double quotes, phrases, of
 * which the last may be left open.
 */
export const searchTerms = (search = ''): string[] =>
  (search.match(/"[^"]*"?|[^\s"]+/g) ?? [])
    .map((term) => term.replaceAll('"', ''))
    .filter((term) => term.trim() !== '')

/** In words: `with “503” and “from shop 3”`; empty when nothing is asked for. */
export function describeSearch(search: string | undefined): string {
  const terms = searchTerms(search)
  return terms.length === 0 ? '' : `with ${terms.map((term) => `“${term}”`).join(' and ')}`
}
