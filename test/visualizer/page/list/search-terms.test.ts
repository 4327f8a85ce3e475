import fc from 'fast-check'
import { expect, test } from 'vitest'

import { rowMatcher } from '../../../../src/visualizer/table/row-matcher.ts'
import { describeSearch, searchTerms } from '../../../../visualizer/src/address/search-terms.ts'
import { aRow } from '../../support/fake-source.ts'

test.each([
  [undefined, ''],
  ['  ', ''],
  ['"" "', ''],
  ['timeout', 'with “timeout”'],
  ['503 from shop', 'with “503” and “from” and “shop”'],
  ['"from shop 3"', 'with “from shop 3”'],
  ['"from shop', 'with “from shop”'],
  ['card "from shop 3" 503"as is"', 'with “card” and “from shop 3” and “503” and “as is”'],
])('the search %j is told as %j', (search, text) => {
  expect(describeSearch(search)).toBe(text)
})

test('what is told of a search is what the server matches', () => {
  const letters = fc.constantFrom('a', 'b', ' ', '"')
  const search = fc.array(letters, { maxLength: 12 }).map((all) => all.join(''))
  const text = fc.array(fc.constantFrom('a', 'b', ' '), { maxLength: 12 }).map((all) => all.join(''))
  fc.assert(
    fc.property(search, text, (asked, error) => {
      const row = aRow('1', { name: '', kind: '', state: '', error })
      const isMatch = searchTerms(asked).every((term) => error.includes(term))
      expect(rowMatcher({ search: asked })({ row, text: undefined })).toBe(isMatch)
    }),
  )
})
