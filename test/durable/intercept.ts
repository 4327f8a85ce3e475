import type { SessionStore } from 'holdfast'

export type Method = 'get' | 'insert' | 'claim' | 'commit' | 'renew'

/** What a test makes of a call: it may look, pass it on, put it off or fail it. */
export type Meet = (
  method: Method,
  pass: () => Promise<unknown>,
  args: readonly unknown[],
) => Promise<unknown>

/** A store before which a test stands. */
export function intercept(store: SessionStore, meet: Meet): SessionStore {
  const methods = ['get', 'insert', 'claim', 'commit', 'renew'] as const
  const met = methods.map((method) => {
    const call = store[method] as (...args: unknown[]) => Promise<unknown>
    return [method, (...args: unknown[]) => meet(method, () => call(...args), args)] as const
  })
  // Each gives what the store's own would give.
  return { ...store, ...(Object.fromEntries(met) as unknown as Pick<SessionStore, Method>) }
}
