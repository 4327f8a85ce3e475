import { hostname } from 'node:os'

import { expect, test } from 'vitest'

import { createOwner } from '../../../src/durable/owner.ts'
import { ownerName } from '../../../src/stores/reading/owner-name.ts'

test('an owner is named by its process and its host', () => {
  expect(ownerName(createOwner())).toBe(`process ${process.pid} on ${hostname()}`)
})

test('one that is in no process is named by what tells it from others', () => {
  expect(ownerName('//   8a6e')).toBe('somebody (8a6e)')
})

test('any other name stays as it is', () => {
  expect(ownerName('ada@web-1')).toBe('ada@web-1')
})
