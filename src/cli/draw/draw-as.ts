import { chartGraph } from '../../drawing/chart-graph.ts'
import { chartMermaid } from '../../drawing/chart-mermaid.ts'
import { chartStyle } from '../../drawing/chart-style.ts'
import { drawChart } from '../../drawing/draw-chart.ts'
import { drawTimeline } from '../../drawing/draw-timeline.ts'
import { layoutChart } from '../../drawing/layout-chart.ts'
import { momentAt } from '../../drawing/moment-at.ts'
import { svgText } from '../../drawing/svg-text.ts'
import { timelineOf } from '../../drawing/timeline-of.ts'
import { timelineStyle } from '../../drawing/timeline-style.ts'
import { CommandError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { loadElk } from './load-elk.ts'
import type { Subject } from './read-subject.ts'

export type DrawForm = 'svg' | 'mermaid' | 'timeline'

/** Draws a machine, or a session of it, as a text. */
export async function drawAs(form: DrawForm, { definition, messages }: Subject): Promise<string> {
  if (form === 'mermaid') return chartMermaid(definition)
  if (form === 'svg') {
    const layout = await layoutChart(chartGraph(definition), loadElk())
    return svgText(drawChart(layout, messages && momentAt(messages)), { style: chartStyle })
  }
  if (messages === undefined)
    throw new CommandError(
      EXIT.usage,
      'only a recorded session has a timeline: name a recording, and --session',
    )
  // What went on when the recording ended is shown as it was then. A session has messages, or it would not be known.
  const now = messages.at(-1)!.at
  return svgText(drawTimeline(timelineOf(messages, now), { width: WIDTH, now }), { style: timelineStyle })
}

const WIDTH = 960
