import type { AnyFunction } from './retried.ts'

/** Makes a function look like another, which it calls; its own properties too, as Python's functools.wraps does. */
export const takeAfter = (
  wrapper: AnyFunction,
  fn: AnyFunction,
  properties: PropertyDescriptorMap,
): AnyFunction =>
  Object.defineProperties(Object.assign(wrapper, fn), {
    name: { value: fn.name, configurable: true },
    length: { value: fn.length, configurable: true },
    ...properties,
  })
