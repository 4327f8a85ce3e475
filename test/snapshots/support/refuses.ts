import { beforeAll, describe, expect, test } from 'vitest'
import type { SessionSnapshot, SnapshotErrorCode } from 'holdfast'

import { edited } from './edited.ts'
import { refusalOf } from './refusal-of.ts'
import { createResumer } from './resumer.ts'
import { sampleOf } from './samples.ts'
import type { Sample } from './samples.ts'

/** One way to damage a sample: what is then wrong, the edits, and what the error says. */
export type Row = readonly [
  what: string,
  sample: Sample,
  edits: Readonly<Record<string, unknown>>,
  says: string,
  code?: SnapshotErrorCode,
]

/** Tests that damaged samples are refused, before the function is called. */
export function refuses(part: string, rows: readonly Row[]): void {
  const samples = new Map<Sample, SessionSnapshot>()

  beforeAll(async () => {
    for (const sample of new Set(rows.map(([, each]) => each))) samples.set(sample, await sampleOf(sample))
  })

  describe(`a snapshot is refused for ${part}:`, () => {
    test.each(rows.map((row) => ({ what: row[0], row })))('$what', ({ row }) => {
      const [, sample, edits, says, code = 'HOLDFAST_SNAPSHOT_DAMAGED'] = row
      const { resume, calls } = createResumer()
      const error = refusalOf(() => resume(edited(samples.get(sample), edits)))
      expect(error).toMatchObject({ name: 'SnapshotError', code })
      expect(error.message).toContain(says)
      expect(error.message.startsWith('the snapshot is damaged: ')).toBe(code === 'HOLDFAST_SNAPSHOT_DAMAGED')
      expect(calls()).toBe(0)
      expect({}).not.toHaveProperty('polluted')
    })
  })
}
