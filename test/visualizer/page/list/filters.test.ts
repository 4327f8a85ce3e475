import { expect, test } from 'vitest'

import {
  describeFilters,
  isFiltered,
  isRising,
  readFilters,
  sortedBy,
  toggled,
  writeFilters,
} from '../../../../visualizer/src/address/filters.ts'
import { readAddress, writeAddress } from '../../../../visualizer/src/address/page-address.ts'
import type { Filters } from '../../../../visualizer/src/address/filters.ts'

const full: Filters = {
  search: 'time out, really & more',
  status: ['failed', 'sleeping'],
  kind: ['checkout', 'a, b', 'c:\\,d\\', ','],
  origin: ['live', 'recorded'],
  sort: 'wake',
  order: 'desc',
}

test.each([{}, full, { search: '?' }, { sort: 'name' }, { order: 'desc' }] satisfies Filters[])(
  '%o is read as it was written',
  (filters) => {
    const text = writeFilters(filters).toString()
    expect(readFilters(new URLSearchParams(text))).toEqual(filters)
  },
)

test('a list is as readable as its items let it', () => {
  expect(writeAddress({ filters: { status: ['failed', 'done'], kind: ['checkout', 'mail'] } })).toBe(
    '?status=failed,done&kind=checkout,mail',
  )
  expect(writeAddress({ filters: { kind: ['a,b', 'c'] } })).toBe('?kind=a%5C,b,c')
  expect(readAddress('?kind=a%5C,b,c').filters.kind).toEqual(['a,b', 'c'])
})

test('what is the default is not written', () => {
  const filters = { search: '', status: [], sort: 'status', order: 'asc' } as const
  expect(writeFilters(filters).size).toBe(0)
})

test('words that mean nothing are not read', () => {
  const text = 'status=failed,odd,,&origin=moon&sort=toString&order=up&token=secret'
  expect(readFilters(new URLSearchParams(text))).toEqual({ status: ['failed'] })
})

test('a value is toggled, and the last one leaves no filter', () => {
  expect(toggled(undefined, 'failed')).toEqual(['failed'])
  expect(toggled(['failed'], 'done')).toEqual(['failed', 'done'])
  expect(toggled(['failed', 'done'], 'failed')).toEqual(['done'])
  expect(toggled(['failed'], 'failed')).toBeUndefined()
})

test('an order begins the way that is of use, and is turned round when it is chosen again', () => {
  const byWake = sortedBy({ status: ['sleeping'] }, 'wake')
  expect(byWake).toEqual({ status: ['sleeping'], sort: 'wake', order: 'asc' })
  expect(sortedBy(byWake, 'wake')).toMatchObject({ order: 'desc' })
  expect(sortedBy(byWake, 'attempt')).toMatchObject({ sort: 'attempt', order: 'desc' })
  expect(sortedBy({ order: 'desc' }, 'status')).toMatchObject({ sort: 'status', order: 'asc' })
  expect(sortedBy({}, 'status')).toMatchObject({ sort: 'status', order: 'desc' })
})

test('filters are told in words', () => {
  expect(describeFilters(full)).toBe(
    'failed or sleeping, from programs or recorded, kind checkout or a, b or c:\\,d\\ or ,, with “time” and “out,” and “really” and “&” and “more”',
  )
  expect(describeFilters({ sort: 'name', order: 'asc' })).toBe('')
})

test('an order is no filter', () => {
  expect(isFiltered({ sort: 'name', order: 'asc', search: '', status: [] })).toBe(false)
  expect(isFiltered({ search: 'x' })).toBe(true)
  expect(isFiltered({ kind: ['retry'] })).toBe(true)
})

test('a search that asks for nothing leaves nothing out', () => {
  expect(isFiltered({ search: ' "" ' })).toBe(false)
  expect(describeFilters({ search: ' "" ', status: ['failed'] })).toBe('failed')
})

test('who began last is youngest: ages rise as beginnings fall', () => {
  expect(isRising({ sort: 'started', order: 'desc' })).toBe(true)
  expect(isRising({ sort: 'started' })).toBe(false)
  expect(isRising({ sort: 'attempt', order: 'desc' })).toBe(false)
  expect(isRising({})).toBe(true)
})
