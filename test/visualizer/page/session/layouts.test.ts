import type { ChartLayout } from 'holdfast/drawing'
import type { MachineDefinition } from 'holdfast/inspect'
import { describe, expect, test } from 'vitest'

import { createLayouts } from '../../../../visualizer/src/session/chart/create-layouts.ts'
import { digest } from '../../../../visualizer/src/session/chart/digest.ts'

/** A layout names what it was made of; nobody looks into it here. */
const layoutOf = (id: string): ChartLayout => ({
  id,
  width: 1,
  height: 1,
  states: [],
  edges: [],
  markers: [],
})

function setUp({ storage = storageIn(new Map()), version = '1' } = {}) {
  const asked: string[] = []
  const layouts = createLayouts({
    layout: async (definition) => {
      asked.push(definition.id)
      if (definition.id === 'broken') throw new Error('no way')
      return layoutOf(definition.id)
    },
    storage,
    version,
  })
  return { layouts, asked }
}

const storageIn = (kept: Map<string, string>) => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
})

const machine = (id: string, more = {}): MachineDefinition => ({ id, ...more })

describe('Layouts', () => {
  test('are found once, and known from then on', async () => {
    const { layouts, asked } = setUp()
    expect(layouts.known(machine('a'))).toBeUndefined()
    const [one, other] = await Promise.all([layouts.find(machine('a')), layouts.find(machine('a'))])
    expect(one).toBe(other)
    expect(layouts.known(machine('a'))).toBe(one)
    await layouts.find(machine('a'))
    expect(asked).toEqual(['a'])
  })

  test('are those of one definition, not of one id', async () => {
    const { layouts, asked } = setUp()
    await layouts.find(machine('a', { states: { one: {} } }))
    await layouts.find(machine('a', { states: { two: {} } }))
    expect(asked).toEqual(['a', 'a'])
  })

  test('are kept while the page is reloaded, unless its code is another', async () => {
    const storage = storageIn(new Map())
    await setUp({ storage }).layouts.find(machine('a'))
    const reloaded = setUp({ storage })
    expect(reloaded.layouts.known(machine('a'))).toEqual(layoutOf('a'))
    await reloaded.layouts.find(machine('a'))
    expect(reloaded.asked).toEqual([])
    expect(setUp({ storage, version: '2' }).layouts.known(machine('a'))).toBeUndefined()
  })

  test('are found without a storage that works', async () => {
    const refuses = () => {
      throw new Error('QuotaExceededError')
    }
    const full = setUp({ storage: { getItem: refuses, setItem: refuses } })
    expect(await full.layouts.find(machine('a'))).toEqual(layoutOf('a'))
    const garbled = setUp({ storage: { getItem: () => '{', setItem() {} } })
    expect(await garbled.layouts.find(machine('a'))).toEqual(layoutOf('a'))
  })

  test('that were not found are tried again', async () => {
    const { layouts, asked } = setUp()
    await expect(layouts.find(machine('broken'))).rejects.toThrow('no way')
    await expect(layouts.find(machine('broken'))).rejects.toThrow('no way')
    expect(asked).toHaveLength(2)
  })

  test('are held up to a number', async () => {
    const { layouts } = setUp({ storage: { getItem: () => null, setItem() {} } })
    for (let index = 0; index < 60; index++) await layouts.find(machine(`m${index}`))
    expect(layouts.known(machine('m0'))).toBeUndefined()
    expect(layouts.known(machine('m59'))).toBeDefined()
  })
})

test('a digest tells texts apart', () => {
  const digests = new Set(Array.from({ length: 2000 }, (_, index) => digest(`{"id":"retry","at":${index}}`)))
  expect(digests.size).toBe(2000)
  expect(digest('')).toBe(digest(''))
})

test('a layout that is very large is not kept beyond the page', async () => {
  const kept = new Map<string, string>()
  const large = { ...layoutOf('a'), id: 'x'.repeat(200_001) }
  const layouts = createLayouts({ layout: async () => large, storage: storageIn(kept), version: '1' })
  expect(await layouts.find(machine('a'))).toBe(large)
  expect(kept.size).toBe(0)
})
