export { chartGraph } from './drawing/chart-graph.ts'
export type { ChartEdge, ChartGraph, ChartNode } from './drawing/chart-graph.ts'
export type {
  Box,
  ChartLayout,
  PlacedEdge,
  PlacedLabel,
  PlacedMarker,
  PlacedState,
  PlacedText,
  Point,
} from './drawing/chart-layout.ts'
export { chartMermaid } from './drawing/chart-mermaid.ts'
export { chartStyle } from './drawing/chart-style.ts'
export { describeGuard } from './drawing/describe-guard.ts'
export type { GuardDescription } from './drawing/describe-guard.ts'
export { drawChart } from './drawing/draw-chart.ts'
export type { ChartMoment } from './drawing/draw-chart.ts'
export { drawTimeline } from './drawing/draw-timeline.ts'
export type { TimelineView } from './drawing/draw-timeline.ts'
export { edgeId } from './inspect/edge-id.ts'
export { exactDuration } from './drawing/exact-duration.ts'
export { formatDuration } from './drawing/format-duration.ts'
export { layoutChart } from './drawing/layout-chart.ts'
export type { ElkGraph, GraphLayouter } from './drawing/elk-graph.ts'
export { momentAt } from './drawing/moment-at.ts'
export type { Moment } from './drawing/moment-at.ts'
export type { SvgNode } from './drawing/svg-node.ts'
export { statePath } from './drawing/state-path.ts'
export { svgText } from './drawing/svg-text.ts'
export type { Timeline, TimelineBar, TimelineMark } from './drawing/timeline.ts'
export { timelineOf } from './drawing/timeline-of.ts'
export { timelineOfHistory } from './drawing/timeline-of-history.ts'
export { timelineStyle } from './drawing/timeline-style.ts'
export { valueLine } from './drawing/value-line.ts'
