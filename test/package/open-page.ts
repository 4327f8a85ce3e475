import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

import type { Browser, Page } from 'playwright-core'

/** Opens a folder's `index.html` over HTTP; gives the first line that the page logs, and throws what it throws. */
export async function openPage(browser: Browser, folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    readFile(join(folder, path)).then(
      (content) => response.setHeader('content-type', TYPES[extname(path)] ?? '').end(content),
      () => response.writeHead(404).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const page = await browser.newPage()
  try {
    const said = firstWord(page)
    // A server that listens on a port has an address with one.
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/`)
    return await said
  } finally {
    await page.close()
    server.close()
  }
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

function firstWord(page: Page): Promise<string> {
  return new Promise((resolve, reject) => {
    // What is not a `log` is the browser's own, about a missing favicon for one.
    page.on('console', (message) => message.type() === 'log' && resolve(message.text()))
    page.on('pageerror', reject)
  })
}
