/** CSS for what `drawTimeline` draws, in light and dark. */
export const timelineStyle = `
.timeline {
  --canvas: #ffffff;
  --ink: #1f2328;
  --ink-soft: #57606a;
  --grid: #e3e7eb;
  --done: #cfe3f8;
  --done-edge: #0a5dc2;
  --failed: #fde0d5;
  --failed-edge: #b3340b;
  --sleep: #eceff2;
  --sleep-edge: #8c959f;
  font: 11px ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  .timeline {
    --canvas: #0d1117;
    --ink: #e6edf3;
    --ink-soft: #9aa4af;
    --grid: #21262d;
    --done: #143a68;
    --done-edge: #58a6ff;
    --failed: #5a2411;
    --failed-edge: #ff9066;
    --sleep: #262c34;
    --sleep-edge: #6e7681;
  }
}
.timeline .canvas { fill: var(--canvas); }
.timeline text { fill: var(--ink); }
.timeline text.lane, .timeline text.tick { fill: var(--ink-soft); }
.timeline path.tick { stroke: var(--grid); }
.timeline .body { fill: var(--done); stroke: var(--done-edge); }
.timeline .is-failed .body { fill: var(--failed); stroke: var(--failed-edge); stroke-width: 2; }
.timeline .sleep .body { fill: var(--sleep); stroke: var(--sleep-edge); }
.timeline .is-cut .body { stroke: var(--failed-edge); stroke-dasharray: 3 2; }
.timeline .is-open .body { stroke-width: 2; }
.timeline .is-thin .body { fill: var(--done-edge); stroke: none; }
.timeline .is-thin.is-failed .body, .timeline .is-thin.is-cut .body { fill: var(--failed-edge); }
.timeline .is-thin.sleep .body { fill: var(--sleep-edge); }
.timeline .planned { fill: none; stroke: var(--sleep-edge); stroke-dasharray: 3 3; }
.timeline .mark path { fill: var(--ink-soft); stroke: var(--ink-soft); }
.timeline .now { stroke: var(--ink-soft); stroke-dasharray: 2 3; }
.timeline .at { stroke: var(--ink); stroke-width: 2; }
`
