import { expect, test } from 'vitest'

import { groupRefusals } from '../../../../visualizer/src/commands/group-refusals.ts'

const sessions = (count: number, reason: string) =>
  Array.from({ length: count }, (_, n) => ({ key: `k${n}`, name: 'charge', id: `order-${n}`, reason }))

test('those who refused it are told by reason, some of each by name', () => {
  const report = {
    done: 0,
    refusals: 1_216,
    refused: [
      ...sessions(6, 'has ended'),
      ...sessions(2, 'is out of reach'),
      { key: 'stored:x', reason: 'was removed' },
      { key: 'l', name: 'report', reason: 'could not be reached' },
    ],
    reasons: [
      { reason: 'has ended', count: 1_200 },
      { reason: 'does not sleep', count: 8 },
      { reason: 'is out of reach', count: 2 },
      { reason: 'was removed', count: 2 },
      { reason: 'could not be reached', count: 1 },
      { reason: 'hashes wrongly', count: 1 },
    ],
  }
  expect(groupRefusals(report)).toEqual({
    groups: [
      {
        text: '1,200 have ended',
        names:
          'charge order-0, charge order-1, charge order-2, charge order-3, charge order-4 and 1,195 more',
      },
      { text: '8 do not sleep', names: '' },
      { text: '2 are out of reach', names: 'charge order-0, charge order-1' },
      { text: '2 were removed', names: 'stored:x and 1 more' },
      { text: 'report could not be reached', names: '' },
      { text: 'One session hashes wrongly', names: '' },
    ],
    others: 2,
  })
})

test('where nobody is told of all are others', () => {
  expect(groupRefusals({ done: 1, refused: [], refusals: 3 })).toEqual({ groups: [], others: 3 })
})
