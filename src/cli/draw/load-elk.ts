import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import type { GraphLayouter } from '../../drawing/elk-graph.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'

/**
 * Loads what finds places for charts, which the page has too.
 *
 * @param folder - that the page was built into
 */
export function loadElk(folder: URL = PAGE): GraphLayouter {
  const [api, worker] = ['elk-api.cjs', 'elk-worker.cjs'].map((name) => fileURLToPath(new URL(name, folder)))
  const missing = [api, worker].find((path) => !existsSync(path!))
  if (missing !== undefined)
    throw new CommandError(
      EXIT.failed,
      `${missing} is missing: install holdfast again, or build it with npm run build`,
    )
  const require = createRequire(import.meta.url)
  // As elkjs makes them.
  const { default: Elk } = require(api!) as { default: ElkConstructor }
  const { Worker } = require(worker!) as { Worker: new (url?: string) => object }
  return new Elk({ workerFactory: (url) => new Worker(url) })
}

type ElkConstructor = new (options: { workerFactory: (url?: string) => object }) => GraphLayouter

/** From the source as from the build. */
const PAGE = new URL('../../../dist/page/', import.meta.url)
