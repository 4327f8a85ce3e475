import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

export const noPaint: Paint = (_style, text) => text

/** Colours for a terminal that has them, as `NO_COLOR` and `FORCE_COLOR` say; what is not a terminal gets none. */
export const paintFor = (stream: NodeJS.WriteStream): Paint =>
  stream.isTTY ? (style, text) => styleText(style, text, { stream }) : noPaint
