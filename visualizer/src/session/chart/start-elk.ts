import elkApi from 'elkjs/lib/elk-api.js'
import type { GraphLayouter } from 'holdfast/drawing'

/** Starts ELK in a worker: a large chart takes it seconds, and the page goes on meanwhile. */
export function startElk(): GraphLayouter {
  let refuse: (reason: Error) => void = () => {}
  const failed = new Promise<never>((_resolve, reject) => {
    refuse = reject
  })
  // Whoever waits for a layout is told.
  failed.catch(() => {})
  const elk = new elkApi.default({
    workerFactory: () => {
      const worker = new Worker(trusted(new URL('./elk-worker.cjs', document.baseURI).href))
      // ELK's own code does not listen, and would wait for ever.
      worker.addEventListener('error', () => refuse(new Error('the worker that lays it out did not start')))
      return worker
    },
  })
  return { layout: (graph) => Promise.race([elk.layout(graph), failed]) }
}

/** Where the page's policy asks for it, the address of a worker must be a trusted one. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('holdfast-worker', { createScriptURL: (url) => url })
  return policy === undefined ? address : policy.createScriptURL(address)
}

/** The part of the API that is used; TypeScript's DOM does not have it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    // It gives an object that `new Worker` takes for an address.
    createScriptURL(url: string): string
  }
}
