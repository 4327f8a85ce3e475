import { chartMermaid, chartStyle, drawChart, drawTimeline, svgText, timelineStyle } from 'holdfast/drawing'
import type { ChartMoment } from 'holdfast/drawing'
import type { MachineDefinition } from 'holdfast/inspect'
import type { SessionDetail } from 'holdfast/visualizer'

import { localTime } from '../../words/times.ts'
import { pageLayouts } from '../chart/page-layouts.ts'
import { download } from '../parts/download.ts'
import { timelineIn } from '../timeline/timeline-in.ts'
import type { Export } from './export-menu.tsx'
import { fileName } from './file-name.ts'

/** What can be exported of a session as it is shown. */
export function exportsOf(
  detail: SessionDetail,
  moment: ChartMoment | undefined,
  now: () => number,
): readonly Export[] {
  const { row, definition } = detail
  const save = (what: string, extension: string, type: string, text: string) =>
    download(fileName(row.name, what, extension), type, text)
  const saveChart = async (chart: MachineDefinition) => {
    const drawing = drawChart(await pageLayouts.find(chart), moment)
    save('chart', 'svg', 'image/svg+xml', svgText(drawing, { style: chartStyle }))
  }
  const saveTimeline = () => {
    const timeline = timelineIn(detail, now())
    if (timeline === undefined) return
    const time = now()
    const drawing = drawTimeline(timeline, { width: WIDTH, now: time, clock: (at) => localTime(at, time) })
    save('timeline', 'svg', 'image/svg+xml', svgText(drawing, { style: timelineStyle }))
  }
  return [
    {
      title: 'Chart as SVG',
      onChoose: definition && (() => void saveChart(definition)),
    },
    {
      title: 'Chart as Mermaid',
      onChoose: definition && (() => save('chart', 'mmd', 'text/plain', chartMermaid(definition))),
    },
    { title: 'Timeline as SVG', onChoose: saveTimeline },
  ]
}

/** Of an exported timeline; CSS pixels. */
const WIDTH = 1200
