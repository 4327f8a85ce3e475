/** A number as a place in a row: 1st, 2nd, 3rd, 4th, 11th, 21st. */
export function ordinal(n: number): string {
  const isTeen = n % 100 >= 11 && n % 100 <= 13
  return `${n}${(!isTeen && ENDINGS[n % 10]) || 'th'}`
}

const ENDINGS = ['th', 'st', 'nd', 'rd']
