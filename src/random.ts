/** A source of chance: a number from 0 (included) to 1 (excluded), uniformly distributed. */
export type Random = () => number

/** The platform's generator; not for secrets. */
export const systemRandom: Random = () => Math.random()

/**
 * A random UUID (version 4), for keys that must be unique among all processes.
 *
 * @param random - where the platform's, the key is of its `crypto`; another one makes the same keys whenever it gives
 *   the same numbers
 */
export const randomId = (random: Random): string =>
  // Browsers have `randomUUID` on secure pages alone.
  random === systemRandom ? (crypto.randomUUID?.() ?? drawId(strongRandom)) : drawId(random)

const strongRandom: Random = () => crypto.getRandomValues(new Uint8Array(1))[0]! / 256

/** Draws the digits: any for 1, one of 8, 9, a and b for 8. */
const drawId = (random: Random): string =>
  '11111111-1111-4111-8111-111111111111'.replace(/[18]/g, (place) =>
    (place === '1' ? (random() * 16) & 15 : 8 | ((random() * 4) & 3)).toString(16),
  )
