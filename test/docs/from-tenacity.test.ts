import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

import { toString } from 'mdast-util-to-string'
import { describe, expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { manual } from './pages.ts'
import { columnOf } from './tables.ts'

const FILE = 'docs/from-tenacity.md'
const { text, tree } = manual.find(({ file }) => file === FILE)!

/** The headings of Tenacity's guide, as it writes them, top to bottom. */
const guide = JSON.parse(
  readFileSync(join(root, 'test/fixtures/tenacity/async-guide-headings.json'), 'utf8'),
) as readonly string[]

const headings = columnOf(text, 'the guide')
const proofs = columnOf(text, 'proof')

test('the page has a row for each heading of the guide, in its order, and for nothing else', () => {
  expect(guide.length).toBeGreaterThan(20)
  expect(headings).toEqual(guide.map((heading) => heading.replace(/^#+ /, '')))
})

test('each row says it in Tenacity and in Holdfast', () => {
  // The tables of units and of names have other headings.
  const said = columnOf(text, 'Tenacity').slice(-headings.length)
  const ours = columnOf(text, 'Holdfast').slice(-headings.length)
  expect([...said, ...ours].filter((cell) => cell === '')).toEqual([])
  expect(proofs).toHaveLength(headings.length)
})

describe('each row has a proof that exists:', () => {
  test.each(headings.map((heading, index) => [heading, proofs[index] ?? ''] as const))('%s', (_, proof) => {
    const files = linksIn(proof)
    expect(files.filter((file) => PROOFS.test(file))).not.toEqual([])
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})

/** Where something is that runs. */
const PROOFS = /^(examples|test|bench)\//

const linksIn = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, url = '']) =>
    normalize(join(dirname(FILE), url)),
  )

test('an example that is named with a test is the one that the test is of', () => {
  const pairs = proofs
    .map((proof) => linksIn(proof).filter((file) => file.includes('examples/patterns/')))
    .filter((files) => files.length === 2)
    .map(([example = '', proof = '']) => [example, proof.replace(/^test\/(.*)\.test\.ts$/, '$1.ts')])
  expect(pairs.length).toBeGreaterThan(10)
  expect(pairs.filter(([example, tested]) => example !== tested)).toEqual([])
})

test('every pattern among the examples is named', () => {
  const examples = readdirSync(join(root, 'examples/patterns')).filter((name) => name.endsWith('.ts'))
  const named = new Set(linksIn(text))
  expect(examples.filter((name) => !named.has(`examples/patterns/${name}`))).toEqual([])
})

test('the units come first, with conversions', () => {
  const [title, box] = tree.children
  expect(title).toMatchObject({ type: 'heading', depth: 1 })
  expect(box?.type).toBe('blockquote')
  expect(toString(box)).toMatch(/Tenacity counts in seconds, Holdfast in milliseconds/)
  const conversions = columnOf(text, 'the bare number would be')
  expect(conversions.length).toBeGreaterThan(5)
  expect(text.indexOf('the bare number would be')).toBeLessThan(text.indexOf('| the guide'))
  expect(columnOf(text, 'Tenacity').slice(0, 2)).toEqual(['`wait_fixed(3)`', '`wait_fixed(0.5)`'])
  expect(columnOf(text, 'Holdfast')[0]).toBe("`waitFixed('3s')`")
})

test.each(
  `AsyncRetrying.__call__ AsyncRetrying.__aiter__ AsyncRetrying.__anext__ AttemptManager BaseRetrying RetryCallState
  sleep= stop= wait= retry= before= after= before_sleep= reraise= retry_error_cls= retry_error_callback=
  retry_state.attempt_number retry_state.outcome retry_state.upcoming_sleep retry_state.idle_for outcome.failed
  StopBaseT WaitBaseT RetryBaseT AsyncRetryBaseT async_retry_base retry_base
  retry_if_exception( retry_if_exception_type( retry_if_exception_cause_type( retry_if_result( retry_any( retry_all(
  stop_never stop_after_attempt( stop_after_delay( stop_when_event_set(
  wait_none( wait_fixed( wait_exponential( wait_random_exponential(
  retrying.copy( fn.retry fn.retry_with( fn.statistics kwargs TryAgain
  RetryError RetryError.last_attempt last_attempt.failed last_attempt.result() RetryError.reraise() from
  asyncio.sleep asyncio.run( asyncio.TimeoutError asyncio.BoundedSemaphore( ConnectionError
  httpx.AsyncClient aiohttp.ClientSession aiolimiter.AsyncLimiter( @asynccontextmanager timedelta( datetime.now()
  trio.sleep trio.run TornadoRetrying @gen.coroutine gen.Return( tornado.concurrent.Future IOLoop.sleep yield`.split(
    /\s+/,
  ),
)('the names have %s', (name) => {
  expect(columnOf(text, 'in Tenacity').filter((cell) => isNamed(name, cell))).not.toEqual([])
})

/** As a whole word: `retry_base` is not named by `async_retry_base`. */
const isNamed = (name: string, cell: string) =>
  cell
    .split(/[`\s,]+/)
    .some((word) => word === name || (/[(=]$/.test(name) ? word.startsWith(name) : word === `.${name}`))
