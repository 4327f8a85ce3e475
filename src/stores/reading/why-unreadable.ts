/**
 * Why a text could not be read, without anything that it holds: that may be a secret, or in a form of its program's own.
 *
 * @param error - of a reader
 */
export const whyUnreadable = (error: Error): string => error.message.replace(RECEIVED, '')

/** Readers end with what they have found in the place of something else. */
const RECEIVED = /, got .*$/s
