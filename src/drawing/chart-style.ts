import { dark, fontOfTexts, light } from './palette.ts'

/** CSS for what `drawChart` draws, in light and dark. */
export const chartStyle = `
.chart {
  --canvas: ${light.canvas};
  --ink: ${light.ink};
  --ink-soft: ${light.inkSoft};
  --line: #6e7781;
  --line-soft: #c2c8ce;
  --frame: ${light.edge};
  --active: ${light.active};
  --active-fill: #ddefff;
  --error: ${light.failed};
  --badge: #24292f;
  --badge-ink: #ffffff;
  ${fontOfTexts}
}
@media (prefers-color-scheme: dark) {
  .chart {
    --canvas: ${dark.canvas};
    --ink: ${dark.ink};
    --ink-soft: ${dark.inkSoft};
    --line: #8b949e;
    --line-soft: #3d444d;
    --frame: ${dark.edge};
    --active: ${dark.active};
    --active-fill: #10294a;
    --error: ${dark.failed};
    --badge: #d0d7de;
    --badge-ink: #0d1117;
  }
}
.chart text { fill: var(--ink); stroke: none; }
.chart .canvas, .chart .plate { fill: var(--canvas); }
.chart .title { font-size: 13px; font-weight: 600; }
.chart .detail, .chart .guard, .chart .action { fill: var(--ink-soft); }
.chart .guard { font-style: italic; }
.chart .border { fill: var(--canvas); stroke: var(--frame); }
.chart .is-frame > .border { fill: none; }
.chart .is-region > .border { stroke-dasharray: 5 4; }
.chart .is-active > .border { fill: var(--active-fill); stroke: var(--active); stroke-width: 3; }
.chart .is-active.is-frame > .border { fill: none; stroke-width: 2; }
.chart .is-active > .title, .chart .mark { fill: var(--active); }
.chart .line { fill: none; stroke: var(--line); stroke-width: 1.25; }
.chart .head, .chart .is-initial circle { fill: var(--line); }
.chart .is-quiet .line, .chart.has-moment .edge .line { stroke: var(--line-soft); }
.chart .is-quiet .head, .chart.has-moment .edge .head { fill: var(--line-soft); }
.chart.has-moment .edge text { fill: var(--ink-soft); }
.chart.has-moment .edge.is-taken .line { stroke: var(--ink); stroke-width: 1.5; }
.chart.has-moment .edge.is-taken .head, .chart.has-moment .edge.is-taken text { fill: var(--ink); }
.chart.has-moment .edge.is-taken.is-error .line { stroke: var(--error); }
.chart.has-moment .edge.is-taken.is-error .head { fill: var(--error); }
.chart.has-moment .edge.is-last .line { stroke: var(--active); stroke-width: 3; }
.chart.has-moment .edge.is-last .head { fill: var(--active); }
.chart.has-moment .edge.is-last text { font-weight: 600; }
.chart.has-moment .edge.is-last.is-error .line { stroke: var(--error); }
.chart.has-moment .edge.is-last.is-error .head { fill: var(--error); }
.chart .count rect { fill: var(--badge); }
.chart.has-moment .edge .count text { fill: var(--badge-ink); font-size: 10px; font-weight: 600; }
`
