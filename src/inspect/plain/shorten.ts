/** A text that is cut where it is too long; the part shares no memory with the whole. */
export const shorten = (text: string, longest: number): string =>
  text.length <= longest
    ? text
    : `${text
        .slice(0, longest - 1)
        .split('')
        .join('')}…`
