import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { show } from '../../errors/show.ts'
import type { Clock } from '../../time.ts'
import { keepIn } from '../sources/live/keep-in.ts'
import type { HostNames } from './host-names.ts'
import { Refused } from './refused.ts'

/** Who may ask for what. Each function throws a `Refused`. */
export interface Access {
  /** Of every request: that it was meant for this server. */
  checkHost(request: IncomingMessage): void
  /** @returns the value of the header `Set-Cookie` */
  login(token: string): string
  checkApi(request: IncomingMessage): void
  /**
   * Of a request for a WebSocket.
   *
   * @param isForPages - whether pages of other origins may open it, with the token
   */
  checkUpgrade(request: IncomingMessage, url: URL, isForPages: boolean): void
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
  // A page that any browser has open can try to open a WebSocket, and must keep nobody out but itself.
  const upgradeGuards = new Map<string, Guard>()

  const guardOf = ({ headers: { origin = '' } }: IncomingMessage): Guard => {
    const guard = upgradeGuards.get(origin) ?? createGuard(token, clock)
    keepIn(upgradeGuards, origin, guard, MOST_ORIGINS)
    return guard
  }

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

    checkUpgrade(request, url, isForPages) {
      const given = bearerOf(request) ?? url.searchParams.get('token')
      // A browser sends the cookie for any page.
      if (given === null || !isForPages) checkOrigin(request)
      if (given !== null) guardOf(request)(given)
      else if (!hasCookie(request)) throw wrongToken()
    },
  }
}

/** Throws unless it is given the token. */
type Guard = (given: string) => void

const bearerOf = ({ headers }: IncomingMessage): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]

const wrongToken = () =>
  new Refused(401, 'this needs the token: open the address that was printed when the visualizer started', {
    'www-authenticate': 'Bearer',
  })

/** Gives a function that throws unless it is given the token; whoever gives many wrong ones must wait. */
function createGuard(token: string, clock: Clock): Guard {
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

const MOST_ORIGINS = 100

/** So many wrong tokens in a row are taken for mistakes. */
const FAILURES = 5

/** After each further one; milliseconds. */
const CLOSED_FOR = 200
