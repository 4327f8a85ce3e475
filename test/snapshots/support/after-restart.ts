import { startRetry } from 'holdfast'
import type { Codec, ErrorClass, SessionSnapshot } from 'holdfast'

import { rejection } from '../../support/settled.ts'

/** How what ends a session is written and read back. */
export interface ReadingOptions {
  readonly codec?: Codec
  readonly errors?: readonly ErrorClass[]
  /** How often it goes through text. @default 1 */
  readonly times?: number
}

/** The value of a session that was done, written as text and read back, as in another process. */
export const valueAfterRestart = (value: unknown, options?: ReadingOptions): Promise<unknown> =>
  throughText(async () => value, options)

/** Likewise of one that failed: what it rejects with. */
export const errorAfterRestart = (thrown: unknown, options?: ReadingOptions): Promise<unknown> =>
  rejection(
    throughText(async () => {
      throw thrown
    }, options),
  )

async function throughText(
  fn: () => Promise<unknown>,
  { times = 1, ...options }: ReadingOptions = {},
): Promise<unknown> {
  // Not even a TryAgain is retried.
  const policy = { enabled: false }
  const { errors: _, ...writing } = options
  let session = startRetry(policy, fn, writing)
  await session.result.catch(() => {})
  for (let time = 0; time < times; time++) {
    const snapshot = JSON.parse(JSON.stringify(session.snapshot())) as SessionSnapshot
    session = startRetry(policy, mustNotRun, { ...options, snapshot })
  }
  return session.result
}

async function mustNotRun(): Promise<never> {
  throw new Error('a session that has ended runs nothing')
}
