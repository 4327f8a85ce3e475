/**
 * `waitRandomExponential` under the name that AWS gave it.
 *
 * @example
 * import { waitFullJitter } from 'holdfast'
 *
 * waitFullJitter({ multiplier: '200ms', max: '10s' }).describe() // => '0.2 s doubling to 10 s, full jitter'
 */
export { waitRandomExponential as waitFullJitter } from './wait-random-exponential.ts'
