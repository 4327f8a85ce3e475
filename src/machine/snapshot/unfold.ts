/** What well-known objects hold that no field of theirs shows: errors carry them, and strategies may ask for it. */
export function unfold(value: object): unknown {
  switch (Object.prototype.toString.call(value)) {
    case '[object Headers]':
    case '[object Map]':
    case '[object URLSearchParams]':
      return Object.fromEntries(value as Iterable<readonly [PropertyKey, unknown]>)
    case '[object Set]':
      return [...(value as Iterable<unknown>)]
    case '[object Response]': {
      const { status, statusText, url, headers } = value as Response
      return { status, statusText, url, headers }
    }
    default:
      return 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : undefined
  }
}
