import { webcrypto } from 'node:crypto'
import { runWithRetry } from 'holdfast'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { randomId, systemRandom } from '../../src/random.ts'

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

/** Draws that are the same in every run. */
function createRandom(seed: number) {
  let state = seed
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

describe('a random id', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('is a UUID of the platform, which no draw of the platform tells', () => {
    const draw = vi.spyOn(Math, 'random')
    const ids = Array.from({ length: 100 }, () => randomId(systemRandom))
    expect(draw).not.toHaveBeenCalled()
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) expect(id).toMatch(UUID)
  })

  test('is a UUID too where the platform makes none, as on a page without https', () => {
    const getRandomValues = vi.fn<(bytes: Uint8Array<ArrayBuffer>) => Uint8Array>((bytes) =>
      webcrypto.getRandomValues(bytes),
    )
    vi.stubGlobal('crypto', { getRandomValues })
    expect(randomId(systemRandom)).toMatch(UUID)
    expect(randomId(systemRandom)).not.toBe(randomId(systemRandom))
    expect(getRandomValues).toHaveBeenCalled()
  })

  test("is drawn from the caller's chance", () => {
    const ids = Array.from({ length: 100 }, (_, i) => randomId(createRandom(i + 1)))
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) expect(id).toMatch(UUID)
    expect(Array.from({ length: 100 }, (_, i) => randomId(createRandom(i + 1)))).toEqual(ids)
  })

  test.each([0, 0.5, 1 - 2 ** -53, 1, NaN])('is a UUID when all draws are %d', (drawn) => {
    expect(randomId(() => drawn)).toMatch(UUID)
  })
})

test('the idempotency key is the same in every run with the same chance', async () => {
  const keyOf = (seed: number) =>
    runWithRetry({ random: createRandom(seed) }, async ({ idempotencyKey }) => idempotencyKey)
  expect(await keyOf(1)).toBe(await keyOf(1))
  expect(await keyOf(1)).not.toBe(await keyOf(2))
})
