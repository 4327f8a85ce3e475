/** Whoever holds or changed a session, in words: `process 4711 on web-1`; a name that is no process's stays as it is. */
export function ownerName(owner: string): string {
  // As `createOwner` writes it: where, the process, its start, and a UUID.
  const [place = '', pid = '', , id] = owner.split(' ')
  if (id === undefined) return owner
  const [host = ''] = place.split('/')
  return pid === '' ? `somebody (${id})` : `process ${pid} on ${host}`
}
