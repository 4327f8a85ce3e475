import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { show } from '../../errors/show.ts'
import type { Clock } from '../../time.ts'
import type { HostNames } from './host-names.ts'
import { Refused } from './refused.ts'

/** Who may ask for what. Each function throws a `Refused`. */
export interface Access {
  /** Of every request: that it was meant for this server. */
  checkHost(request: IncomingMessage): void
  /** @returns the value of the header `Set-Cookie` */
  login(token: string): string
  checkApi(request: IncomingMessage): void
  checkUpgrade(request: IncomingMessage, url: URL): void
  checkOrigin(request: IncomingMessage): void
}

export interface AccessOptions {
  readonly hostNames: HostNames
  readonly port: number
  readonly token: string
  readonly clock: Clock
}

export function createAccess({ hostNames, port, token, clock }: AccessOptions): Access {
  const cookieName = `holdfast_${port}`
  // Not the token, so that whoever tries tokens does not keep out those who are in; the same after a restart.
  const cookie = createHmac('sha256', token).update('cookie of the visualizer').digest('base64url')
  // One for each way, so that a program that was left behind with an old token keeps nobody out.
  const isAtLogin = createGuard(token, clock)
  const isAtApi = createGuard(token, clock)
  const isAtUpgrade = createGuard(token, clock)

  const hasCookie = ({ headers }: IncomingMessage) =>
    (headers.cookie ?? '').split(';').some((pair) => isEqual(pair.trim(), `${cookieName}=${cookie}`))

  const checkOrigin = ({ headers, socket }: IncomingMessage) => {
    const { origin } = headers
    if (origin !== undefined && !hostNames.isOurOrigin(origin, socket.localAddress))
      throw new Refused(403, `pages of ${origin} may not ask this server`)
  }

  return {
    checkHost({ headers, socket }) {
      if (!hostNames.isOurs(headers.host, socket.localAddress))
        throw new Refused(
          421,
          `this server is not called ${show(headers.host)}: give that name in the option allowedHosts`,
        )
    },

    login(given) {
      isAtLogin(given)
      return `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`
    },

    checkOrigin,

    checkApi(request) {
      checkOrigin(request)
      const given = bearerOf(request)
      if (given !== undefined) isAtApi(given)
      else if (!hasCookie(request)) throw wrongToken()
    },

    checkUpgrade(request, url) {
      const given = bearerOf(request) ?? url.searchParams.get('token')
      if (given !== null) {
        isAtUpgrade(given)
        return
      }
      // A browser sends the cookie for any page.
      checkOrigin(request)
      if (!hasCookie(request)) throw wrongToken()
    },
  }
}

const bearerOf = ({ headers }: IncomingMessage): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]

const wrongToken = () =>
  new Refused(401, 'this needs the token: open the address that was printed when the visualizer started', {
    'www-authenticate': 'Bearer',
  })

/** Gives a function that throws unless it is given the token; whoever gives many wrong ones must wait. */
function createGuard(token: string, clock: Clock): (given: string) => void {
  let failures = 0
  let closedUntil = -Infinity
  return (given) => {
    const now = clock.monotonic()
    if (now < closedUntil)
      throw new Refused(429, 'too many wrong tokens: try again in a second', { 'retry-after': '1' })
    if (isEqual(given, token)) {
      failures = 0
      return
    }
    if (++failures >= FAILURES) closedUntil = now + CLOSED_FOR
    throw wrongToken()
  }
}

/** In a time that says nothing of where they differ. */
const isEqual = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const digest = (text: string) => createHash('sha256').update(text).digest()

/** So many wrong tokens in a row are taken for mistakes. */
const FAILURES = 5

/** After each further one; milliseconds. */
const CLOSED_FOR = 200
