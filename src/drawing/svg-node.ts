/** An element of SVG as plain data: a page renders it as it likes, and `svgText` writes it as a file. */
export interface SvgNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (SvgNode | string)[]
}

/** Makes an element; what is undefined or false is left out. */
export const svg = (
  tag: string,
  attributes: Readonly<Record<string, string | number | false | undefined>>,
  ...children: readonly (SvgNode | string | false | undefined)[]
): SvgNode => ({
  tag,
  attributes: Object.fromEntries(Object.entries(attributes).filter(isGiven)),
  children: children.filter((child) => child !== undefined && child !== false),
})

const isGiven = (entry: readonly [string, unknown]): entry is [string, string | number] =>
  entry[1] !== undefined && entry[1] !== false

/** Names of classes, without those that do not hold. */
export const classes = (...names: readonly (string | false)[]): string =>
  names.filter((name) => name !== false).join(' ')
