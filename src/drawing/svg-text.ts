import type { SvgNode } from './svg-node.ts'

/**
 * Writes an element of SVG as a file that stands alone.
 *
 * @param options.style - CSS that goes into the file: `chartStyle`, `timelineStyle`. @default none
 * @example
 * import { svgText } from 'holdfast/drawing'
 *
 * svgText({ tag: 'title', attributes: {}, children: ['a < b'] })
 * // => '<title xmlns="http://www.w3.org/2000/svg">a &lt; b</title>\n'
 */
export function svgText(node: SvgNode, { style }: { readonly style?: string } = {}): string {
  const children =
    style === undefined
      ? node.children
      : [{ tag: 'style', attributes: {}, children: [style] }, ...node.children]
  return write(
    { ...node, attributes: { xmlns: 'http://www.w3.org/2000/svg', ...node.attributes }, children },
    '',
  )
}

function write({ tag, attributes, children }: SvgNode, indent: string): string {
  const start = `${indent}<${tag}${Object.entries(attributes).map(attribute).join('')}`
  if (children.length === 0) return `${start}/>\n`
  // Spaces around a text would be a part of it.
  if (children.every((child) => typeof child === 'string'))
    return `${start}>${children.map(escape).join('')}</${tag}>\n`
  const within = children.map((child) =>
    typeof child === 'string' ? `${escape(child)}\n` : write(child, `${indent}  `),
  )
  return `${start}>\n${within.join('')}${indent}</${tag}>\n`
}

const attribute = ([name, value]: [string, string | number]): string => ` ${name}="${escape(String(value))}"`

/** What XML cannot have, not even escaped, becomes a mark. */
const escape = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (character) => `&${ESCAPED[character]};`)

// eslint-disable-next-line no-control-regex -- they are what is looked for
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/gu

const ESCAPED: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
