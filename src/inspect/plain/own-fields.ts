import type { Field } from './members-of.ts'

/** An object's own enumerable fields; getters are not called, since whatever one does is not for a watcher to cause. */
export const ownFields = (object: object): readonly Field[] =>
  Object.keys(object)
    .slice(0, MOST)
    .map((name) => {
      const descriptor = Object.getOwnPropertyDescriptor(object, name)
      return [name, descriptor !== undefined && 'value' in descriptor ? descriptor.value : '[getter]']
    })

/** More than is shown, so that it shows that there are more. */
const MOST = 101
