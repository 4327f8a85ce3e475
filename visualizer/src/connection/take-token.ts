/** The token of the address, which is taken out of it at once; undefined when there is none. */
export function takeToken({ location, history }: Pick<Window, 'location' | 'history'>): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return undefined
  history.replaceState(null, '', location.pathname + location.search)
  return token
}
