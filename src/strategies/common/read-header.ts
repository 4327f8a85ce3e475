import { peek } from './peek.ts'
import { safely } from './safely.ts'

/**
 * A header of a response, or of the error a client made of it, trimmed; empty where there is none.
 *
 * Looks at `headers` and `response.headers`: a `Headers`, an `AxiosHeaders`, a Map or a plain object, in any case.
 *
 * @param name - in lower case
 */
export function readHeader(source: unknown, name: string): string {
  const headers = peek(source, 'headers') ?? peek(peek(source, 'response'), 'headers')
  const value = safely(() => lookUp(headers, name), undefined)
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

function lookUp(headers: unknown, name: string): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined
  if ('get' in headers && typeof headers.get === 'function') {
    const value: unknown = headers.get(name)
    if (value !== undefined && value !== null) return value
  }
  const entries =
    Symbol.iterator in headers ? (headers as Iterable<[unknown, unknown]>) : Object.entries(headers)
  for (const [key, value] of entries) {
    if (String(key).toLowerCase() === name) return Array.isArray(value) ? value[0] : value
  }
  return undefined
}
