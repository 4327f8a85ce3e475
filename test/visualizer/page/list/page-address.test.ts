import { expect, test } from 'vitest'

import { readAddress, writeAddress } from '../../../../visualizer/src/address/page-address.ts'

test.each(['', '?status=failed,sleeping', '?search=a%26b&session=live%3A1&moment=12', '?session=%3F%2C'])(
  'the address %j is the one that was read from it',
  (search) => {
    const read = readAddress(search)
    expect(readAddress(writeAddress(read))).toEqual(read)
  },
)

test('a link reads well', () => {
  const address = { filters: { status: ['failed', 'sleeping'] }, session: 'live-1', moment: '12' } as const
  expect(writeAddress(address)).toBe('?status=failed,sleeping&session=live-1&moment=12')
})

test('a moment without a session means nothing', () => {
  expect(readAddress('?moment=12')).toEqual({ filters: {}, session: undefined, moment: undefined })
  expect(writeAddress({ filters: {}, moment: '12' })).toBe('')
})

test('a token in the query is not passed on', () => {
  expect(writeAddress(readAddress('?token=secret&status=done'))).toBe('?status=done')
})
