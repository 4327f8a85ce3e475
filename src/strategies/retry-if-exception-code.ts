import { invalidType } from '../errors/invalid.ts'
import { createDecision } from './common/create-strategy.ts'
import { peek } from './common/peek.ts'
import { safely } from './common/safely.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an error has one of the codes in its `code`, as Node's errors have, and those of many clients. It is looked
 * for in the error, its causes and the errors of an AggregateError, at any depth: Node's `fetch` puts the network's error in
 * `cause`, and a connection that was tried at several addresses gives an AggregateError.
 *
 * @param codes - at least one string or number, one by one or as one array
 * @throws TypeError without any, or when one is neither
 *
 * @example
 * import { retry, retryIfExceptionCode, stopAfterAttempt } from 'holdfast'
 *
 * let calls = 0
 * const load = retry({ retry: retryIfExceptionCode('ECONNRESET', 'ETIMEDOUT'), stop: stopAfterAttempt(3) })(async () => {
 *   calls++
 *   throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
 * })
 * await load().catch(() => calls) // => 3
 */
export function retryIfExceptionCode(...codes: readonly Code[] | readonly [readonly Code[]]): RetryStrategy {
  const list = readCodes(codes.flat())
  return createDecision(
    ({ outcome }) => outcome !== undefined && outcome.failed && hasCode(outcome.error, list),
    `retryIfExceptionCode(${list.map((code) => JSON.stringify(code)).join(', ')})`,
    () => `on code ${list.join(' or ')}`,
    { type: 'ifExceptionCode', codes: list },
  )
}

type Code = string | number

function readCodes(codes: readonly unknown[]): readonly unknown[] {
  if (codes.length === 0) throw invalidType('retryIfExceptionCode', 'given at least one code', codes)
  for (const code of codes) {
    if (typeof code !== 'string' && typeof code !== 'number') {
      throw invalidType('retryIfExceptionCode: each code', 'a string or a number', code)
    }
  }
  return codes
}

function hasCode(error: unknown, codes: readonly unknown[]): boolean {
  // A set visits what is added on the way, once: causes may go round in circles.
  const found = new Set([error])
  for (const each of found) {
    if (codes.includes(peek(each, 'code'))) return true
    found.add(peek(each, 'cause'))
    for (const inner of innerErrors(each)) found.add(inner)
  }
  return false
}

function innerErrors(error: unknown): readonly unknown[] {
  const errors = peek(error, 'errors')
  return safely(() => (Array.isArray(errors) ? [...errors] : []), [])
}
