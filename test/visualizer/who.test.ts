import { hostname, userInfo } from 'node:os'

import { afterEach, expect, test, vi } from 'vitest'

import { who } from '../../src/visualizer/who.ts'

vi.mock('node:os', { spy: true })

afterEach(() => {
  vi.restoreAllMocks()
})

test('whoever runs a command is a user on a host', () => {
  expect(who()).toBe(`${userInfo().username}@${hostname()}`)
})

test('a user without a name is a number', () => {
  vi.mocked(userInfo).mockImplementation(() => {
    throw new Error('uv_os_get_passwd returned ENOENT')
  })
  expect(who()).toBe(`${process.getuid?.()}@${hostname()}`)
})
