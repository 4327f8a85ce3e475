/** A source of chance: a number from 0 (included) to 1 (excluded), uniformly distributed. */
export type Random = () => number

/** The platform's generator; not for secrets. */
export const systemRandom: Random = () => Math.random()

/** A random UUID (version 4), for keys that must be unique among all processes. */
export const randomId = (): string => crypto.randomUUID()
