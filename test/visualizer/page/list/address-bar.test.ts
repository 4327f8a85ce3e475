import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { createAddressBar } from '../../../../visualizer/src/address/address-bar.ts'

/** An address bar, and the window it is in. */
function barAt(search: string) {
  const clock = createVirtualClock()
  const steps = [search]
  const location = { pathname: '/', search }
  const turn = (url: string) => (location.search = url.slice(1))
  let goBack = () => {}
  const window = {
    location,
    history: {
      pushState: (_: unknown, __: string, url: string) => steps.push(turn(url)),
      replaceState: (_: unknown, __: string, url: string) => steps.splice(-1, 1, turn(url)),
    },
    addEventListener: (_: 'popstate', listener: () => void) => (goBack = listener),
    // What the bar uses of a window.
  } as unknown as Window
  const back = () => {
    steps.pop()
    turn(`/${steps.at(-1)}`)
    goBack()
  }
  return { ...createAddressBar({ clock, window }), clock, steps, back }
}

test('back from a session leads to the same filters, so that the list stays where it is', () => {
  const { address, go, back, steps } = barAt('?status=failed')
  const { filters } = address.value
  go({ session: 'live:1' })
  expect(steps).toEqual(['?status=failed', '?status=failed&session=live%3A1'])
  back()
  expect(address.value.session).toBeUndefined()
  expect(address.value.filters).toBe(filters)
})

test('back to other filters is to those', () => {
  const { address, go, back } = barAt('?status=failed')
  go({ filters: { search: 'x' } })
  back()
  expect(address.value.filters).toEqual({ status: ['failed'] })
})

test('to go where one is already is no step', () => {
  const { address, go, steps } = barAt('?session=a')
  const before = address.value
  go({ session: 'a', moment: undefined })
  expect(steps).toEqual(['?session=a'])
  expect(address.value).toBe(before)
})

test('what is typed is written late, and no later than the next step', () => {
  const { amend, go, clock, steps } = barAt('')
  amend({ filters: { search: 'x' } })
  amend({ filters: { search: 'xy' } })
  expect(steps).toEqual([''])
  clock.advance(400)
  expect(steps).toEqual(['?search=xy'])
  amend({ filters: { search: 'xyz' } })
  go({ session: 'a' })
  expect(steps).toEqual(['?search=xyz', '?search=xyz&session=a'])
})
