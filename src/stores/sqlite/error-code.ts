/** The primary result codes of SQLite that are told apart: https://www.sqlite.org/rescode.html */
export const SQLITE = {
  BUSY: 5,
  READONLY: 8,
  CORRUPT: 11,
  FULL: 13,
  PROTOCOL: 15,
  NOTADB: 26,
} as const

/** The primary result code in an error of `node:sqlite` or `libsql`; of any other error its `code`. */
export function errorCode(error: unknown): unknown {
  const { code, errcode, rawCode = errcode } = Object(error) as Readonly<Record<string, unknown>>
  // Extended codes keep the primary one in their lowest byte.
  return typeof rawCode === 'number' ? rawCode & 0xff : code
}
