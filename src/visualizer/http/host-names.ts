/** By which names a server may be called; a page of another name that leads to this machine is refused. */
export interface HostNames {
  /** @param localAddress - to which the request came */
  isOurs(host: string | undefined, localAddress: string | undefined): boolean
  isOurOrigin(origin: string, localAddress: string | undefined): boolean
}

export interface HostNamesOptions {
  readonly host: string
  readonly port: number
  /** Further names; with a port where another one leads here. */
  readonly allowedHosts: readonly string[]
}

export function createHostNames({ host, port, allowedHosts }: HostNamesOptions): HostNames {
  const bound = isLoopback(host) || isWildcard(host) ? LOOPBACK : [host]
  const names = new Set([
    ...bound.flatMap((name) => withPort(name, port)),
    ...allowedHosts.flatMap((name) => [...withPort(name, port), name.toLowerCase()]),
  ])

  const isOurs: HostNames['isOurs'] = (name, localAddress) => {
    if (name === undefined) return false
    const wanted = name.toLowerCase()
    // An address, unlike a name, leads where it says.
    return names.has(wanted) || (localAddress !== undefined && withPort(localAddress, port).includes(wanted))
  }

  return {
    isOurs,
    isOurOrigin: (origin, localAddress) => URL.canParse(origin) && isOurs(new URL(origin).host, localAddress),
  }
}

export const isLoopback = (host: string): boolean => LOOPBACK.includes(host.toLowerCase())

export const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** As it is written in an address. */
export const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1']

function withPort(name: string, port: number): readonly string[] {
  const written = inUrl(name.toLowerCase().replace(/^::ffff:(?=\d+\.)/, ''))
  // The port of HTTP is left out.
  return port === 80 ? [written, `${written}:80`] : [`${written}:${port}`]
}
