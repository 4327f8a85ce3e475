/** A dumb terminal, as in some editors, knows no cursor movements; one without a size, as in some runners, has no place. */
export const canRepaint = ({ isTTY, columns, rows }: NodeJS.WriteStream): boolean =>
  isTTY && columns > 0 && rows > 0 && process.env['TERM'] !== 'dumb'
