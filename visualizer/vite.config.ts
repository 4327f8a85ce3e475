import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  // The page may be served under any path.
  base: './',
  resolve: { conditions: ['@holdfast/source', 'module', 'browser', 'default'] },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    // Inlined, it would be refused by the page's content security policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    target: 'es2023',
  },
  plugins: [shipElk(), elkAsModule(), loadPlainly()],
})

/** The layout comes as it is, with its license: the page runs it in a worker, the command line in its own thread. */
function shipElk(): Plugin {
  const elk = dirname(createRequire(import.meta.url).resolve('elkjs/package.json'))
  const files = {
    'elk-api.cjs': 'lib/elk-api.js',
    'elk-worker.cjs': 'lib/elk-worker.min.js',
    'elk-LICENSE.md': 'LICENSE.md',
  }
  return {
    name: 'ship-elk',
    generateBundle() {
      for (const [fileName, path] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(elk, path)) })
    },
  }
}

/** All that is around a CommonJS module to make it another is left out: this one needs none of it. */
function elkAsModule(): Plugin {
  return {
    name: 'elk-as-module',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('/elkjs/lib/elk-api.js')
        ? `const module = { exports: {} }, { exports } = module;\n${code}\nexport default module.exports`
        : undefined,
  }
}

/** What is loaded later is one module without styles or others of its own: the loader that Vite puts before it is not needed. */
function loadPlainly(): Plugin {
  return {
    name: 'load-plainly',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined,
  }
}
