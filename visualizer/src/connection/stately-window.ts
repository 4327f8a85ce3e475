import type { Page } from '../page.ts'
import { messageOf } from '../words/message-of.ts'

/** The window that has opened this one as the inspector of `@statelyai/inspect`, if one has. */
export interface StatelyWindow {
  /** Asks it for all that it has to tell, from the beginning. */
  greet(): void
}

export function listenToStatelyWindow({
  api,
  clock,
  notices,
}: Pick<Page, 'api' | 'clock' | 'notices'>): StatelyWindow {
  const opener: unknown = window.opener
  if (!isWindow(opener)) return { greet: () => {} }

  const allowed = new Set<string>()
  let batch: unknown[] = []

  async function send(): Promise<void> {
    const events = batch
    if (events.length === 0) return
    batch = []
    try {
      await api.tellStately(events, pageName())
    } catch (error) {
      notices.add({
        text: `Events of the window that opened this one are lost: ${messageOf(error)}`,
        tone: 'problem',
      })
    }
  }

  function receive({ source, origin, data }: MessageEvent<unknown>): void {
    if (source !== opener || !isInspectionEvent(data)) return
    if (!isOfThisMachine(origin) && !allowed.has(origin)) return ask(origin)
    if (batch.length === 0) clock.setTimer(() => void send(), BATCH_AFTER)
    batch.push(data)
    if (batch.length >= MOST_IN_BATCH) void send()
  }

  // Any page on the web can open this one.
  function ask(origin: string): void {
    const run = () => {
      allowed.add(origin)
      greet()
    }
    notices.add({
      text: `${origin} has opened this page, and wants to show its sessions here.`,
      tone: 'problem',
      action: { label: 'Show them', run },
    })
  }

  const greet = () => opener.postMessage({ type: '@statelyai.connected' }, '*')

  window.addEventListener('message', receive)
  return { greet }
}

/** Milliseconds. */
const BATCH_AFTER = 100

const MOST_IN_BATCH = 500

/** The same after the page was loaded again: the window that opened it tells all of it anew. */
function pageName(): string {
  const name = sessionStorage.getItem(PAGE_NAME) ?? crypto.randomUUID()
  sessionStorage.setItem(PAGE_NAME, name)
  return name
}

const PAGE_NAME = 'holdfast.page'

const isWindow = (value: unknown): value is Window =>
  typeof value === 'object' && value !== null && 'postMessage' in value

const isInspectionEvent = (data: unknown) =>
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  typeof data.type === 'string' &&
  data.type.startsWith('@xstate.')

function isOfThisMachine(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname } = new URL(origin)
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
