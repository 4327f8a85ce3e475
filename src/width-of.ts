/** How many columns a text takes on a terminal: characters of East Asia and emoji take two, marks on others none. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + widthOfCharacter(character), 0)

/** A text, or as much of it as fits and `…`. */
export function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let start = ''
  for (const character of text) {
    if (widthOf(start + character) >= width) break
    start += character
  }
  return `${start}…`
}

function widthOfCharacter(character: string): number {
  if (NONE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

const NONE = /[\p{Mark}\p{Format}]/u

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60]/u
