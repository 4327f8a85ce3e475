import { createRequire } from 'node:module'

/** A page that another one has opened: what either posts to the other arrives there as a message event. */
export interface Page extends EventTarget {
  postMessage(message: unknown, targetOrigin: string): void
}

export const openPage = (): Page =>
  Object.assign(new EventTarget(), {
    postMessage(this: EventTarget, message: unknown) {
      this.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }))
    },
  })

interface WindowReceiver {
  subscribe(
    listener: (message: { readonly type: string; readonly state?: { readonly value: unknown } }) => void,
  ): void
  send(command: object): void
}

// What the package exports, in so far as the interface says.
const inspect4 = createRequire(import.meta.url)('@xstate/inspect') as {
  createWindowReceiver(options: { window: Page; targetWindow: Page }): WindowReceiver
}

/** The inspector of XState 4 in a page, told by the one that opened it. */
export const createWindowReceiver = (page: Page, opener: Page): WindowReceiver =>
  inspect4.createWindowReceiver({ window: page, targetWindow: opener })
