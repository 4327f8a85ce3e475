import { PassThrough } from 'node:stream'

import { expect, test } from 'vitest'

import { createTerminal, hasColors, print } from '../../src/cli/terminal.ts'

test('a terminal whose output is closed ends nothing, and each write says so', async () => {
  const { stdout } = createTerminal({ stdout: new PassThrough(), stderr: new PassThrough() })
  // What nobody listens to would be thrown here.
  stdout.emit('error', new Error('write EPIPE'))
  stdout.end()
  await expect(print(stdout, 'text')).rejects.toThrow('write after end')
})

test('colors are for terminals that show them', () => {
  const output = (terminal: object) => Object.assign(new PassThrough(), terminal)
  expect(hasColors(output({ isTTY: true, hasColors: () => true }))).toBe(true)
  expect(hasColors(output({ isTTY: true, hasColors: () => false }))).toBe(false)
  expect(hasColors(output({ hasColors: () => true }))).toBe(false)
})
