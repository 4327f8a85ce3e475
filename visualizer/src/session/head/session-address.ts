/** Where the server has something of a session; the page may be served under any path. */
export const sessionAddress = (key: string, part: 'recording' | 'snapshot'): string =>
  new URL(`api/sessions/${encodeURIComponent(key)}/${part}`, document.baseURI).href
