/** What the page's own Performance API and its frames tell, in milliseconds; a function of the page, sent as text. */
export interface PageRecord {
  /** From the beginning of the navigation until lines of the list are there. */
  firstRows: number
  /** Tasks of the main thread of 50 ms and more. */
  readonly longTasks: number[]
  /** From a click until the next frame that shows its effect. */
  readonly clicks: number[]
  /** From what happened in a session until the frame that shows it. */
  readonly toPixel: number[]
  /** The latest attempt of each session that the page was told. */
  readonly attempts: Map<string, number>
}

/** Runs in the page before its own scripts. */
export function watchPage(): void {
  const record: PageRecord = {
    firstRows: Number.NaN,
    longTasks: [],
    clicks: [],
    toPixel: [],
    attempts: new Map(),
  }
  Object.assign(globalThis, { record })

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) record.longTasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'click') record.clicks.push(duration)
    // Chromium tells of events alone that took this long.
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)

  new MutationObserver((_changes, observer) => {
    if (document.querySelector('.grid-body .row-name') === null) return
    record.firstRows = performance.now()
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })

  const Original = EventSource
  globalThis.EventSource = class extends Original {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init)
      this.addEventListener('update', ({ data }: MessageEvent<string>) => {
        const { rows = [] } = JSON.parse(data) as {
          rows?: { key: string; attempt?: number; changedAt: number }[]
        }
        for (const { key, attempt } of rows) record.attempts.set(key, attempt ?? 0)
        const newest = Math.max(...rows.map(({ changedAt }) => changedAt))
        if (rows.length === 0) return
        // The page draws in the first of these frames; in the second it is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => record.toPixel.push(Date.now() - newest)))
      })
    }
  }
}
