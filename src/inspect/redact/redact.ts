import { isSecretName } from './secret-names.ts'
import { REDACTED, redactText } from './redact-text.ts'

/** Where a value is in what is told: `['context', 'result', 'headers', 'cookie']`. It changes: copy what is kept. */
export type ValuePath = readonly (string | number)[]

/**
 * The default sanitiser: hides the values of fields, headers and parameters whose names say that they are secret, and
 * what looks like a secret within texts.
 *
 * It knows passwords, tokens, cookies, `authorization`, API keys, private keys, session ids and the like, however they
 * are written, and within texts also credentials in URLs, `Bearer …`, JSON Web Tokens, and the tokens of some large
 * services. What a secret cannot be told by, neither name nor form, it lets pass: a sanitiser of your own can hide more.
 *
 * @param value - a value on its way out; objects come before their members
 * @param path - where it is
 * @returns what takes its place
 * @example
 * import { redact } from 'holdfast/inspect'
 *
 * redact('hunter2', ['context', 'result', 'password']) // => '[redacted]'
 * redact('GET https://bob:hunter2@example.com/?token=abc&page=2', ['error', 'message'])
 * // => 'GET https://[redacted]@example.com/?token=[redacted]&page=2'
 */
export function redact(value: unknown, path: ValuePath): unknown {
  const key = path.at(-1)
  if (typeof key === 'string' && isSecretName(key) && canBeSecret(value, key)) return REDACTED
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return redactList(value, key)
  if (typeof key === 'number' && isNamedValue(value)) return { ...value, value: REDACTED }
  return value
}

/** A flag is none; language models are paid by the number of tokens, and tests pass by the number. */
const canBeSecret = (value: unknown, key: string): boolean =>
  typeof value === 'number'
    ? !/tokens$|^pass$/i.test(key)
    : value !== null && value !== undefined && typeof value !== 'boolean'

/** Headers as pairs, or as Node's `rawHeaders`. */
function redactList(value: readonly unknown[], key: string | number | undefined): readonly unknown[] {
  const isSecretAt = (index: number) => isSecretName(String(value[index]))
  if (typeof key === 'number' && value.length === 2 && typeof value[0] === 'string')
    return isSecretAt(0) && canBeSecret(value[1], value[0]) ? [value[0], REDACTED] : value
  if (typeof key !== 'string' || !/^raw_?(?:headers|trailers)$/i.test(key)) return value
  return value.map((each, index) => (index % 2 === 1 && isSecretAt(index - 1) ? REDACTED : each))
}

/** A header or cookie as `{ name, value }`, in a list of them. */
const isNamedValue = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, 'value') &&
  'name' in value &&
  typeof value.name === 'string' &&
  isSecretName(value.name)
