import type { RetryFunction, StopFunction, WaitFunction } from 'holdfast'
import { scriptedTypes } from '../scripted-errors.ts'
import type { ScriptedErrorJSON } from '../scripted-errors.ts'

/** A strategy of the fixtures (`test/fixtures/tenacity/SCHEMA.md`), with its scripted parts. */
export interface Descriptor {
  readonly type: string
  readonly of?: readonly Descriptor[]
  readonly mode?: 'sync' | 'async'
  readonly results?: readonly boolean[]
  readonly delays?: readonly number[]
  readonly durationMs?: number
  readonly throws?: ScriptedErrorJSON
  readonly predicate?: PredicateDescriptor
  readonly types?: readonly string[]
  readonly byType?: Readonly<Record<string, number>>
  readonly [field: string]: unknown
}

export interface PredicateDescriptor {
  readonly op: string
  readonly durationMs?: number
  readonly throws?: ScriptedErrorJSON
  readonly value?: unknown
  readonly values?: readonly unknown[]
  readonly types?: readonly string[]
  readonly text?: string
}

type AnyStrategy = StopFunction | WaitFunction | RetryFunction

/** What a scenario wants to know and do while strategies are asked. */
export interface DescriptorHooks {
  /** Moves the clock by a part's `durationMs`. */
  advance?(ms: number): void
  /** Stands in for a leaf, at its path through `of`: to record what it says. */
  leaf?<S extends AnyStrategy>(strategy: S, path: string, descriptor: Descriptor): S
  /** A user's predicate is called, in the leaf at a path. */
  predicateCalled?(path: string): void
  /** The strategy for `whenEventSet`. */
  whenEventSet?(setAtMs: number): StopFunction
}

export const below = (path: string, i: number) => (path === '' ? `${i}` : `${path}.${i}`)

export const typesOf = (names: readonly string[] = []) => names.map((name) => scriptedTypes[name]!)
