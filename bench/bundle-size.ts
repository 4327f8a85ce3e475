import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compared, peers } from './peers/all.ts'
import type { Peer } from './peers/peer.ts'
import type { Benchmark } from './report/benchmark.ts'
import { bytes } from './report/units.ts'

const MOST = 4_000

export const benchmark: Benchmark = {
  title: 'Bundle size',
  about:
    'A module that exports `retry`, a limit on attempts and an exponential wait, or what the peer has in their place, bundled for browsers by esbuild, minified, then gzipped at level 9.',
  async run() {
    const sizes = await Promise.all(programs.map(measure))
    const ours = sizes.filter((size) => ownPrograms.includes(size.program))
    const largest = Math.max(...ours.map((size) => size.gzipped))
    return {
      table: {
        columns: ['program', 'minified', 'min + gzip', 'XState in it'],
        rows: sizes.map(({ program, minified, gzipped, hasXState }) => [
          program.name,
          bytes(minified),
          bytes(gzipped),
          hasXState ? 'yes' : 'no',
        ]),
      },
      bars: [
        {
          what: '`retry` and two strategies, bundled, min + gzip',
          bar: `at most ${bytes(MOST)}`,
          measured: bytes(largest),
          met: largest <= MOST,
        },
        {
          what: '`retry` and two strategies, bundled',
          bar: 'no XState in it',
          measured: ours.some((size) => size.hasXState) ? 'XState is in it' : 'none',
          met: !ours.some((size) => size.hasXState),
        },
      ],
    }
  },
}

interface Program {
  readonly name: string
  readonly imports: NonNullable<Peer['imports']>
}

const RETRY = ['retry', 'stopAfterAttempt', 'waitExponential']

/** The same three names from either entry: a bundler must keep the machine out of both. */
const ownPrograms: readonly Program[] = [
  { name: "retry from 'holdfast/retry'", imports: { 'holdfast/retry': RETRY } },
  { name: "retry from 'holdfast'", imports: { holdfast: RETRY } },
]

const programs: readonly Program[] = [
  ...ownPrograms,
  ...compared
    .filter((peer) => peer !== 'holdfast')
    .flatMap((peer) => {
      const { name, imports }: Peer = peers[peer]
      return imports === undefined ? [] : [{ name, imports }]
    }),
]

async function measure(program: Program) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: sourceOf(program), resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`esbuild gave no bundle of ${program.name}`)
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  // esbuild also lists the files of which it kept nothing.
  const kept = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
  if (kept.some((input) => input.startsWith('src/')))
    throw new Error('Bundle what was built, not the source.')
  return {
    program,
    minified: file.contents.length,
    gzipped: gzipSync(file.contents, { level: 9 }).length,
    hasXState: kept.some((path) => path.includes('node_modules/xstate/')),
  }
}

const sourceOf = ({ imports }: Program) =>
  Object.entries(imports)
    .map(([module, names]) => `export { ${names.join(', ')} } from '${module}'`)
    .join('\n')
