import { expect, test, vi } from 'vitest'

import { programTitle } from '../../src/inspect/link/program-title.ts'

test.each([
  [['/usr/bin/node', '/app/jobs.js', '--password=abc'], 'node jobs.js'],
  [['C:\\node\\node.exe', 'C:\\app\\jobs.js'], 'node jobs.js'],
  // What was run came by --eval, or over the standard input.
  [['/usr/bin/node', '--password=abc'], 'node'],
  [['/usr/bin/node', 'a:secret'], 'node'],
  [['/usr/bin/node'], 'node'],
  [[], ''],
])('%j is called %j', (argv, title) => {
  vi.stubGlobal('process', { argv, pid: 7 })
  expect(programTitle()).toStrictEqual({ title, pid: 7 })
  vi.unstubAllGlobals()
})
