/** Who has written a line of a history: `process 4711 on web-1`; what is no process stays as it is. */
export function workerName(by: string | null): string {
  // Where, the process, its start, and a UUID.
  const [, host, process] = /^([^/ ]*)\S* (\d+) \S+ \S+$/.exec(by ?? '') ?? []
  return process === undefined ? (by ?? '') : `process ${process} on ${host}`
}
