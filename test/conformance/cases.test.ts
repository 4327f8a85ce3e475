import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { readCases } from './cases.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-traces-'))
  vi.stubEnv('TENACITY_TRACES', folder)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test('TENACITY_TRACES names a folder with other scenarios and traces, plain or gzipped', () => {
  writeFileSync(join(folder, 'scenarios.jsonl'), '{"id":"one"}\n{"id":"two"}\n')
  writeFileSync(join(folder, 'traces.jsonl.gz'), gzipSync('{"id":"two"}\n{"id":"one"}\n'))
  expect(readCases()).toEqual([
    { scenario: { id: 'one' }, recorded: { id: 'one' } },
    { scenario: { id: 'two' }, recorded: { id: 'two' } },
  ])
})

test('a folder without the files is an error', () => {
  expect(readCases).toThrow(`TENACITY_TRACES is ${folder}, where there is no scenarios.jsonl`)
})

test('a scenario without a trace is an error', () => {
  writeFileSync(join(folder, 'scenarios.jsonl'), '{"id":"one"}')
  writeFileSync(join(folder, 'traces.jsonl'), '{"id":"two"}')
  expect(readCases).toThrow('traces.jsonl has no trace of one')
})
