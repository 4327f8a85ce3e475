import { show } from './show.ts'

/** The code on every error about a wrong argument or option. */
export const INVALID_OPTION = 'HOLDFAST_INVALID_OPTION'

const invalid =
  <E extends Error>(Class: new (message: string) => E) =>
  (option: string, expected: string, received: unknown): E =>
    withCode(new Class(`${option} must be ${expected}, got ${show(received)}`), INVALID_OPTION)

/** A TypeError that names the option, what it takes and the value received. */
export const invalidType = /* @__PURE__ */ invalid(TypeError)

/** A RangeError that names the option, the range it takes and the value received. */
export const invalidRange = /* @__PURE__ */ invalid(RangeError)

/** A TypeError about a call that cannot be meant; the message says what to write. */
export const invalidCall = (message: string): TypeError =>
  withCode(new TypeError(message), 'HOLDFAST_INVALID_CALL')

/** Adds the code that `docs/errors.md` lists to a platform error. */
export function withCode<E extends Error>(error: E, code: string): E & { code: string } {
  return Object.assign(error, { code })
}
