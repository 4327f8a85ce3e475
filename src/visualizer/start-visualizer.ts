import { openVisualizer } from './open-visualizer.ts'
import type { Visualizer } from './open-visualizer.ts'
import type { VisualizerOptions } from './read-visualizer-options.ts'

/**
 * Serves a page that shows retry sessions: those of this program that `inspect` is told of, those of programs that
 * `linkToVisualizer` shows, and those in stores and recordings. The page can retry and cancel them.
 *
 * It listens on this machine alone, unless `host` says otherwise, and shows nothing to whoever does not know the token.
 * While it is open it keeps the program alive. Needs Node.
 *
 * @returns once it listens
 * @throws TypeError or RangeError that names the wrong option and the value received; Error with `code: 'EADDRINUSE'` when
 *   the port is taken, or the platform's own
 * @example
 * import { retry } from 'holdfast'
 * import { attach } from 'holdfast/inspect'
 * import { startVisualizer } from 'holdfast/visualizer'
 *
 * const visualizer = await startVisualizer({ port: 0 })
 * const detach = attach(visualizer)
 * await retry(async function load() {})()
 * visualizer.url.startsWith(`${visualizer.address}#token=`) // => true
 * detach()
 * await visualizer.close()
 */
export const startVisualizer = (options: VisualizerOptions = {}): Promise<Visualizer> =>
  openVisualizer(PAGE, options)

/** Where the build puts it; the sources and what they are compiled to lie at the same depth. */
const PAGE = new URL('../../dist/page/', import.meta.url)
