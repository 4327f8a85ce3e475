import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

import { build } from 'vite'

import { root } from '../../../../support/project.ts'
import type { RecordedDetail } from './recorded-details.ts'

/** A page that shows one session, served as strictly as the visualizer's own. */
export interface HarnessServer {
  readonly url: string
  close(): Promise<void>
}

/** @param details - by the name under which the page asks for them */
export async function serveHarness(
  details: Readonly<Record<string, RecordedDetail>>,
): Promise<HarnessServer> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-session-'))
  await build({
    configFile: false,
    root: `${root}/test/visualizer/page/session/support/harness`,
    base: './',
    logLevel: 'error',
    resolve: { conditions: ['@holdfast/source', 'module', 'browser', 'default'] },
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2023',
    },
  })
  const worker = createRequire(import.meta.url).resolve('elkjs/lib/elk-worker.min.js')

  const answer = async (path: string): Promise<string | Buffer | undefined> => {
    const [, name] = /^\/details\/(\w+)\.json$/.exec(path) ?? []
    if (name !== undefined) return JSON.stringify(details[name])
    if (path === '/elk-worker.cjs') return readFile(worker)
    if (path.endsWith('/snapshot')) return JSON.stringify(SNAPSHOT)
    if (path.endsWith('/recording')) return '{"type":"recording"}\n'
    return readFile(join(folder, path === '/' ? 'index.html' : path)).catch(() => undefined)
  }

  const respond = async (path: string, response: ServerResponse) => {
    const body = await answer(path)
    const type = TYPES[extname(path)] ?? 'text/html'
    response.writeHead(body === undefined ? 404 : 200, { ...HEADERS, 'content-type': type })
    response.end(body)
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://harness')
    void respond(pathname, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens has one.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

const SNAPSHOT = {
  snapshot: { value: 'failed' },
  restorable: false,
  reason: 'it has ended',
}

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data:",
    "require-trusted-types-for 'script'",
  ].join('; '),
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}
