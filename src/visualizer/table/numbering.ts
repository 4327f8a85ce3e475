/** Numbers all that a page can be told, in the order in which it comes. */
export interface Numbering {
  /** The number that was given last; 0 at first. */
  readonly last: number
  next(): number
}

export function createNumbering(): Numbering {
  let last = 0
  return {
    get last() {
      return last
    },
    next: () => ++last,
  }
}
