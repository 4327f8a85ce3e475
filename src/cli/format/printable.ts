/**
 * A text such that a terminal shows it in one line, and does nothing else: ids and messages may hold anything.
 *
 * Control characters are written as in JavaScript, `\x1b`; so are those that turn the direction of what follows.
 */
export const printable = (text: string): string => text.replace(UNPRINTABLE, escape)

const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

function escape(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const digits = character.charCodeAt(0).toString(16)
  return digits.length > 2 ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
