/** A list as links have it: `a,b`; the server reads it so too. A comma within an item is `\,`. */
export const listText = (items: readonly string[]): string =>
  items.map((item) => item.replaceAll(/[\\,]/g, String.raw`\$&`)).join(',')

/** Reads what `listText` has written; what is empty is left out. */
export const readList = (text: string): readonly string[] =>
  (text.match(/(?:\\.|[^,])+/gs) ?? []).map((item) => item.replaceAll(/\\([\\,])/g, '$1'))
