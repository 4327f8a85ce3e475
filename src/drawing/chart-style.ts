/** CSS for what `drawChart` draws, in light and dark. */
export const chartStyle = `
.chart {
  --canvas: #ffffff;
  --ink: #1f2328;
  --ink-soft: #57606a;
  --line: #6e7781;
  --line-soft: #c2c8ce;
  --frame: #8c959f;
  --active: #0a5dc2;
  --active-fill: #ddefff;
  --error: #b3340b;
  --badge: #24292f;
  --badge-ink: #ffffff;
  font: 11px ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  .chart {
    --canvas: #0d1117;
    --ink: #e6edf3;
    --ink-soft: #9aa4af;
    --line: #8b949e;
    --line-soft: #3d444d;
    --frame: #6e7681;
    --active: #58a6ff;
    --active-fill: #10294a;
    --error: #ff9066;
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
