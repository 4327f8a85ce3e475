import { fit, widthOf } from '../width-of.ts'

/** How texts are drawn, in CSS pixels. */
export const FONT = {
  title: { size: 13, line: 19 },
  detail: { size: 11, line: 16 },
} as const

export type FontName = keyof typeof FONT

/** The width of a text in a monospace font, so that it is known without a browser. */
export const textWidth = (text: string, font: FontName): number =>
  Math.ceil(widthOf(text) * FONT[font].size * EM)

/** A text, or as much of it as fits into a width and `…`. */
export const fitText = (text: string, width: number, font: FontName): string =>
  fit(text, Math.floor(width / (FONT[font].size * EM)))

/** Of a character; the widest of the usual fonts have a little more than 0.6. */
const EM = 0.605

/** What a count such as `×999` takes beside a text. It is kept free: a chart does not move when counts come. */
export const COUNT_WIDTH = 34

/** A text in lines of at most so many columns, broken where it may be; `…` ends what is left out. */
export function wrap(text: string, columns: number, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<=[ ,|&])|(?=\.)/)) {
    if (line !== '' && widthOf((line + word).trimEnd()) > columns) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += word
  }
  lines.push(line)
  const kept = lines.slice(0, most)
  if (lines.length > most) kept[most - 1] += ' …'
  return kept.map((each) => fit(each, columns))
}
