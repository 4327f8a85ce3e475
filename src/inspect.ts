export { attach } from './inspect/attach.ts'
export type { GuardVerdict } from './inspect/guards/guard.ts'
export type { InspectedSession } from './inspect/archive.ts'
export { createInspector } from './inspect/create-inspector.ts'
export type { Inspector, InspectorOptions, MessageQuery } from './inspect/create-inspector.ts'
export { linkToVisualizer } from './inspect/link/link-to-visualizer.ts'
export type { LinkedInspector, LinkOptions, VisualizerLink } from './inspect/link/link-to-visualizer.ts'
export { logTo } from './inspect/log-to.ts'
export type {
  DefinitionMessage,
  DroppedMessage,
  EndMessage,
  EventMessage,
  GuardMessage,
  InspectorMessage,
  InspectorSink,
  MachineDefinition,
  SessionMessage,
  StateMessage,
  StepMessage,
  TakenTransition,
} from './inspect/message.ts'
export type { Sanitize } from './inspect/plain/to-plain.ts'
export { readRecording } from './inspect/recording/read-recording.ts'
export type { Recording } from './inspect/recording/read-recording.ts'
export type { RecordingHeader } from './inspect/recording/recording-format.ts'
export { recordTo } from './inspect/recording/record-to.ts'
export type { Recorder, RecordOptions } from './inspect/recording/record-to.ts'
export { redact } from './inspect/redact/redact.ts'
export type { ValuePath } from './inspect/redact/redact.ts'
export { redactInspection } from './inspect/redact-inspection.ts'
export { traceGuards } from './inspect/guards/trace-guards.ts'
export { bridgeToLegacyInspect } from './inspect/legacy-bridge.ts'
export type { BridgedInspector, LegacyBridge } from './inspect/legacy-bridge.ts'
export type { SentEvent } from './inspect/legacy-command.ts'
export { webSocketConnection } from './inspect/legacy-connection.ts'
export type { LegacyConnection, WebSocketLike } from './inspect/legacy-connection.ts'
