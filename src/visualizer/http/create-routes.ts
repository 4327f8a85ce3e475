import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Clock } from '../../time.ts'
import type { Hub } from '../table/create-hub.ts'
import { who } from '../who.ts'
import type { Access } from './access.ts'
import type { EventStreams } from './create-event-streams.ts'
import type { Doors } from './doors.ts'
import { MB, readBody, readJson } from './read-body.ts'
import { readCommandRequest } from './read-command-request.ts'
import { readRowParameters } from './read-row-query.ts'
import { recordingText } from './recording-text.ts'
import { refuseWhatThrows, Refused } from './refused.ts'
import { runCommand } from './run-command.ts'
import { sessionDetail } from './session-detail.ts'

/** Answers a request below `/api`, or throws a `Refused`. */
export type AnswerApi = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>

export interface RoutesOptions {
  readonly hub: Hub
  readonly access: Access
  readonly doors: Doors
  readonly streams: EventStreams
  readonly clock: Clock
  readonly isReadOnly: boolean
}

export function createRoutes({ hub, access, doors, streams, clock, isReadOnly }: RoutesOptions): AnswerApi {
  const refuseReadOnly = () => {
    if (isReadOnly) throw new Refused(403, 'this visualizer only shows: it was started with readOnly')
  }

  const routes: Readonly<Record<string, Answer>> = {
    async 'POST login'({ request, response }) {
      const { token } = Object(await readJson(request, LONGEST_LOGIN))
      if (typeof token !== 'string') throw new Refused(400, 'a login needs a token: { "token": "…" }')
      response.writeHead(204, { ...API_HEADERS, 'set-cookie': access.login(token) }).end()
    },

    async 'GET sessions'({ url, response }) {
      const query = await refuseWhatThrows(() => readRowParameters(url.searchParams))
      sendJson(response, await hub.queries.page(query))
    },

    async 'GET sessions/*'({ key, response }) {
      sendJson(response, await sessionDetail(hub, key, streams.eventId))
    },

    async 'GET sessions/*/recording'({ key, response }) {
      const told = hub.table.find(key)?.told
      const detail = await told?.source.detail(told.row.key)
      const text = detail && recordingText(detail, clock.now())
      if (text === undefined) throw new Refused(404, 'no messages of this session are held')
      response.writeHead(200, { ...API_HEADERS, 'content-type': 'application/x-ndjson' }).end(text)
    },

    async 'GET sessions/*/snapshot'({ key, response }) {
      const { stored, told } = hub.table.find(key) ?? {}
      // A store has one that can be restored.
      const copy =
        (await stored?.source.snapshot(stored.row.key)) ?? (await told?.source.snapshot(told.row.key))
      if (!copy) throw new Refused(404, 'no snapshot of this session is held')
      sendJson(response, copy)
    },

    async 'GET events'({ url, request, response }) {
      const session = url.searchParams.get('session') ?? undefined
      const after = request.headers['last-event-id'] ?? url.searchParams.get('after') ?? undefined
      response.writeHead(200, { ...API_HEADERS, 'content-type': 'text/event-stream' })
      streams.open(response, session, after?.toString())
    },

    async 'POST commands'({ request, response }) {
      refuseReadOnly()
      const json = await readJson(request, MB)
      const wanted = await refuseWhatThrows(() => readCommandRequest(json))
      sendJson(response, await runCommand(hub, wanted, `${who()}, visualizer`))
    },

    async 'POST recordings'({ url, request, response }) {
      refuseReadOnly()
      const name = url.searchParams.get('name') ?? ''
      if (name === '') throw new Refused(400, 'a recording needs a name: ?name=app.jsonl')
      const text = await readBody(request, 64 * MB)
      sendJson(response, await refuseWhatThrows(() => doors.addRecording(name, text)))
    },

    async 'POST stately'({ url, request, response }) {
      const events = await readJson(request, 8 * MB)
      const page = url.searchParams.get('page') ?? ''
      await refuseWhatThrows(() => doors.tellStately(Array.isArray(events) ? events : [events], page))
      response.writeHead(204, API_HEADERS).end()
    },
  }

  return async (request, response, url) => {
    const [, name = '', key = '', ...rest] = url.pathname.slice('/api'.length).split('/')
    const path = [name, ...(key === '' ? [] : ['*']), ...rest].join('/')
    if (path === 'login') access.checkOrigin(request)
    else access.checkApi(request)
    const answer = routes[`${request.method} ${path}`]
    if (!answer) throw notARoute(path, Object.keys(routes))
    await answer({ request, response, url, key: decodeKey(key) })
  }
}

type Answer = (asked: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Of the session that the path names. */
  readonly key: string
}) => Promise<void>

/** Bytes: anybody can send one. */
const LONGEST_LOGIN = 10_000

const API_HEADERS = { 'cache-control': 'no-store' }

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  const json = JSON.stringify(value)
  response.writeHead(status, { ...API_HEADERS, 'content-type': 'application/json' }).end(json)
}

function notARoute(path: string, routes: readonly string[]): Refused {
  const methods = routes.flatMap((route) =>
    route.endsWith(` ${path}`) ? [route.slice(0, -path.length - 1)] : [],
  )
  if (methods.length === 0) return new Refused(404, 'there is nothing at this path')
  return new Refused(405, `this path takes ${methods.join(', ')}`, { allow: methods.join(', ') })
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    throw new Refused(400, 'the key of the session is not encoded as an address wants it')
  }
}
