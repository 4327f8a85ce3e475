import { dark, fontOfTexts, light } from './palette.ts'

/** CSS for what `drawTimeline` draws, in light and dark. */
export const timelineStyle = `
.timeline {
  --canvas: ${light.canvas};
  --ink: ${light.ink};
  --ink-soft: ${light.inkSoft};
  --grid: #e3e7eb;
  --done: #cfe3f8;
  --done-edge: ${light.active};
  --failed: #fde0d5;
  --failed-edge: ${light.failed};
  --sleep: #eceff2;
  --sleep-edge: ${light.edge};
  ${fontOfTexts}
}
@media (prefers-color-scheme: dark) {
  .timeline {
    --canvas: ${dark.canvas};
    --ink: ${dark.ink};
    --ink-soft: ${dark.inkSoft};
    --grid: #21262d;
    --done: #143a68;
    --done-edge: ${dark.active};
    --failed: #5a2411;
    --failed-edge: ${dark.failed};
    --sleep: #262c34;
    --sleep-edge: ${dark.edge};
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
.timeline .gap path { fill: none; stroke: var(--ink-soft); }
.timeline .now { stroke: var(--ink-soft); stroke-dasharray: 2 3; }
.timeline .at { stroke: var(--ink); stroke-width: 2; }
`
