import type { InspectorMessage, MachineDefinition } from '../../inspect/message.ts'
import type { Command, SessionRow, SnapshotCopy, SourceInfo, StoredFacts } from '../protocol.ts'

/** Where sessions come from: this program, another one, a store, a recording. The server knows them by this alone. */
export interface SessionSource {
  /** As it is now. */
  info(): SourceInfo
  /** Tells the listener of every row that there is, and from then on of what changes. Called once. */
  start(listener: SourceListener): void | Promise<void>
  /** All that it has told of a session, no more and no less; undefined when it knows none of that key. */
  detail(key: string): Promise<SourceDetail | undefined>
  snapshot(key: string): Promise<SnapshotCopy | undefined>
  /**
   * Does what a person has asked for.
   *
   * @param by - who: `ada@web-1, visualizer`
   * @returns why it cannot be done, in words that follow the session's name; undefined when it was done or asked for
   */
  command(key: string, command: Command, by: string): Promise<string | undefined>
  /**
   * Whether somebody looks at this session now: its stored facts are kept up to date by `listener.stored`.
   * A source whose details come as messages need not have it.
   */
  watch?(key: string): () => void
  close(): Promise<void>
}

/** What a source tells; in order, at any time, in bursts too. The listener keeps nothing of what it is given but rows. */
export interface SourceListener {
  /** A session is new, or is not what it was. */
  row(row: SessionRow): void
  removed(key: string): void
  /** One of its messages, after the row that it changed; no definitions. */
  message(key: string, message: InspectorMessage): void
  stored(key: string, facts: StoredFacts): void
  definition(key: string, definition: MachineDefinition): void
  /** What `info` says has changed. */
  changed(): void
}

/** `SessionDetail`, as far as a source knows it. */
export interface SourceDetail {
  readonly definition?: MachineDefinition
  readonly messages: readonly InspectorMessage[]
  readonly forgotten: number
  readonly taken: Readonly<Record<string, number>>
  readonly stored?: StoredFacts
}
