import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

import ELK from 'elkjs'
import { retryIfExceptionType, runWithRetry, stopAfterAttempt, waitExponential } from 'holdfast'
import {
  chartGraph,
  chartStyle,
  drawChart,
  drawTimeline,
  layoutChart,
  momentAt,
  svgText,
  timelineOf,
  timelineStyle,
} from 'holdfast/drawing'
import { createInspector } from 'holdfast/inspect'
import type { InspectorMessage, MachineDefinition } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'

import { nextTurn } from '../test/support/next-turn.ts'

/** The pictures of the documentation, by their paths: the chart of a session while it sleeps, and its timeline. */
export async function drawDocs(): Promise<Readonly<Record<string, string>>> {
  const messages = await recordSession()
  const definition = messages.find((message) => message.type === 'definition')
    ?.definition as MachineDefinition
  const sleeping = messages.findLastIndex(
    (message) => message.type === 'state' && JSON.stringify(message.value).includes('resting'),
  )
  const layout = await layoutChart(chartGraph(definition), new ELK.default())
  const timeline = timelineOf(messages, 0)
  return {
    'docs/images/retry-chart.svg': svgText(drawChart(layout, momentAt(messages, { index: sleeping })), {
      style: chartStyle,
    }),
    'docs/images/timeline.svg': svgText(drawTimeline(timeline, { width: 880, now: timeline.to }), {
      style: timelineStyle,
    }),
  }
}

/** A session whose third attempt succeeds, the same every time. */
async function recordSession(): Promise<readonly InspectorMessage[]> {
  const clock = createVirtualClock()
  const { inspect, messages } = createInspector({ clock })
  const options = {
    name: 'load',
    clock,
    retry: retryIfExceptionType(TypeError),
    wait: waitExponential({ multiplier: 400 }),
    stop: stopAfterAttempt(5),
    beforeSleep: () => clock.advance(12),
  }
  const end = runWithRetry(
    options,
    async ({ attemptNumber }) => {
      clock.advance(180 * attemptNumber)
      if (attemptNumber < 3) throw new TypeError('fetch failed')
      return 'loaded'
    },
    { inspect },
  )
  const settled = new AbortController()
  const over = end.finally(() => settled.abort())
  while (!settled.signal.aborted) {
    // A turn comes after the other, as in the session itself.
    // oxlint-disable-next-line no-await-in-loop
    await nextTurn()
    if (clock.next !== undefined) clock.advance(clock.next)
  }
  await over
  return messages()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await drawDocs())) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
}
