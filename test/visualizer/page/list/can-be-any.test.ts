import { expect, test } from 'vitest'

import { canBeAny } from '../../../../visualizer/src/list/can-be-any.ts'

const counts = (status: object) => ({ total: 0, status, origin: {}, kind: {} })

test('what has ended is not cancelled, and what is done or at work is not retried', () => {
  expect(canBeAny('cancel', { status: ['failed', 'done'] }, counts({ sleeping: 3 }))).toBe(false)
  expect(canBeAny('cancel', { status: ['failed', 'active'] }, counts({}))).toBe(true)
  expect(canBeAny('retry', { status: ['done', 'active'] }, counts({ sleeping: 3 }))).toBe(false)
  expect(canBeAny('retry', { status: ['done', 'failed'] }, counts({}))).toBe(true)
})

test('where no status is chosen it depends on what there is', () => {
  expect(canBeAny('cancel', { search: 'x' }, counts({ failed: 3, sleeping: 0 }))).toBe(false)
  expect(canBeAny('cancel', { status: [] }, counts({ failed: 3, sleeping: 1 }))).toBe(true)
})
