import { styleText } from 'node:util'

import { hasColors } from '../terminal.ts'
import type { Output } from '../terminal.ts'

/** A style of `node:util`. */
export type Style = Parameters<typeof styleText>[0]

/** Styles texts for an output; where that shows no colors, they stay as they are. */
export type Styler = (style: Style | undefined, text: string) => string

export function styleFor(output: Output): Styler {
  const isStyled = hasColors(output)
  return (style, text) =>
    style === undefined || !isStyled ? text : styleText(style, text, { validateStream: false })
}
