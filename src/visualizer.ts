export { startVisualizer } from './visualizer/start-visualizer.ts'
export type { Visualizer } from './visualizer/open-visualizer.ts'
export type { VisualizerOptions } from './visualizer/read-visualizer-options.ts'
export type {
  Command,
  CommandReport,
  CommandRequest,
  Hello,
  Refusal,
  RowAction,
  RowCounts,
  RowOrigin,
  RowPage,
  RowQuery,
  RowSort,
  RowStatus,
  SessionDetail,
  SessionRow,
  SnapshotCopy,
  SourceInfo,
  StoredFacts,
  Update,
} from './visualizer/protocol.ts'
