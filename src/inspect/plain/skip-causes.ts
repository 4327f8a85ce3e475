import { safely } from '../../strategies/common/safely.ts'

/** The last causes of a chain, without those before them. */
export interface SkippedCauses {
  /** How many are left out. */
  readonly count: number
  /** The first one that is told. */
  readonly next: object
}

/**
 * Of a chain of causes that is too long the last ones: what it all came of matters most.
 *
 * @param first - the first of them
 * @param most - how many are told
 * @param isKnown - whether one is told above: there a circle closes
 * @returns undefined where none need be left out
 */
export function skipCauses(
  first: object,
  most: number,
  isKnown: (cause: object) => boolean,
): SkippedCauses | undefined {
  const chain = new Set<object>()
  let cause: unknown = first
  while (isObject(cause) && !chain.has(cause) && !isKnown(cause) && chain.size < FARTHEST) {
    chain.add(cause)
    cause = causeIn(cause)
  }
  const count = chain.size - most
  const next = count > 0 ? [...chain][count] : undefined
  return next && { count, next }
}

/** Beyond that a proxy may go on for ever. */
const FARTHEST = 1000

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Getters are not called. */
const causeIn = (error: object): unknown =>
  safely(() => Object.getOwnPropertyDescriptor(error, 'cause')?.value, undefined)
