import { show } from '../../errors/show.ts'
import { check, checkSame, rejectionOf } from '../check.ts'
import { everyMethod } from '../every-method.ts'
import { session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const closeCases: readonly StoreCase[] = [
  {
    title: 'a store that was closed refuses everything',
    async run({ store }) {
      await store.insert(session('a'))
      await store.close()
      for (const [name, call] of everyMethod(store, 'a')) {
        const error = await rejectionOf(`${name} of a store that was closed`, call())
        const { code } = Object(error) as { readonly code?: unknown }
        checkSame(`the code of ${show(error)}, from ${name},`, code, 'HOLDFAST_STORE_CLOSED')
      }
    },
  },
  {
    title: 'a store can be closed twice',
    async run({ store }) {
      await store.close()
      await store.close()
    },
  },
  {
    title: 'a store says what it is called, and by which clock it goes',
    async run({ store, clock }) {
      check(typeof store.name === 'string' && store.name !== '', 'name must be a text')
      checkSame('now()', store.now(), clock.now())
      clock.advance(5)
      checkSame('now()', store.now(), clock.now())
    },
  },
]
