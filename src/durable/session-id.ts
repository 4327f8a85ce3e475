import { invalidRange, invalidType } from '../errors/invalid.ts'

const LONGEST = 255

/**
 * The id of a session, as every store can keep it: 1 to 255 characters of well-formed text.
 *
 * @throws TypeError when it is no string, RangeError when it is too long or too short, or no text
 */
export function readSessionId(id: unknown, option = 'id'): string {
  if (typeof id !== 'string') throw invalidType(option, 'a string', id)
  if (id === '' || id.length > LONGEST) throw invalidRange(option, `1 to ${LONGEST} characters long`, id)
  if (!isStorableText(id)) throw invalidRange(option, STORABLE, id)
  return id
}

/** What `isStorableText` asks of a text, for messages. */
export const STORABLE = 'well-formed text without the character U+0000'

/** Databases keep text as UTF-8, which has no halves of surrogate pairs; some end it at its first U+0000. */
export const isStorableText = (text: string): boolean => !/[\0\ud800-\udfff]/u.test(text)
