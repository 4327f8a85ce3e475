import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { ZlibOptions } from 'node:zlib'

import { Refused } from './refused.ts'

/** The page as it was built, held in memory. It has no data in it, so anybody may read it. */
export interface PageFiles {
  /** Answers GET and HEAD. @throws Refused when there is no such file */
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>
}

/** @throws Error when the page was not built */
export async function readPageFiles(folder: URL): Promise<PageFiles> {
  const files = await readFiles(fileURLToPath(folder))
  if (!files.has('/index.html'))
    throw new Error(
      `the page of the visualizer is not there: build it with npm run build, into ${fileURLToPath(folder)}`,
    )

  return {
    async answer({ method, headers }, response, path) {
      const name = path === '/' ? '/index.html' : path
      const file = files.get(name)
      if (!file) throw new Refused(404, `there is nothing at ${path}`)
      const isZipped = file.isText && /\bgzip\b/.test(headers['accept-encoding'] ?? '')
      const body = isZipped ? await (file.zipped ??= zip(file.body)) : file.body
      response.writeHead(200, {
        ...PAGE_HEADERS,
        'content-type': file.type,
        'content-length': body.length,
        'cache-control': cachingOf(name),
        ...(file.isText && { vary: 'accept-encoding' }),
        ...(isZipped && { 'content-encoding': 'gzip' }),
      })
      response.end(method === 'HEAD' ? undefined : body)
    },
  }
}

interface PageFile {
  readonly type: string
  readonly isText: boolean
  readonly body: Buffer
  /** Made when it is first asked for. */
  zipped: Promise<Buffer> | undefined
}

/** A file as it is served: each is compressed once, so as small as it gets. */
export const zip = (body: Buffer): Promise<Buffer> => compress(body, { level: constants.Z_BEST_COMPRESSION })

const compress = promisify<Buffer, ZlibOptions, Buffer>(gzip)

async function readFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  // A folder that is not there has no files.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}${sep}${name}`)
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, PageFile]> => {
        const type = TYPES[extname(path)] ?? 'application/octet-stream'
        const isText = /^text|json|svg/.test(type)
        const name = `/${relative(folder, path).replaceAll(sep, '/')}`
        return [name, { type, isText, body: await readFile(path), zipped: undefined }]
      }),
    ),
  )
}

const cachingOf = (name: string) => {
  // Their names have a hash of what is in them.
  if (name.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  return name === '/index.html' ? 'no-store' : 'no-cache'
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.cjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

// No policy for openers: the browser inspector of @statelyai/inspect opens the page, and talks to it.
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
}
