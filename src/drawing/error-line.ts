/** An error, as an inspector tells it, in one line; undefined where there is none. */
export function errorLine(error: unknown): string | undefined {
  if (error === undefined) return undefined
  return textOf(error).replace(/\s+/g, ' ').trim()
}

function textOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { name, message } = Object(error)
  return typeof message === 'string' ? [name, message].filter(Boolean).join(': ') : JSON.stringify(error)
}
