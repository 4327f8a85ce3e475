import { useMemo, useRef } from 'preact/hooks'

/** Functions that stay the same, and do what those do that were given last: what gets them need not be rendered again. */
export function useLatest<Functions extends Readonly<Record<string, (...args: never[]) => unknown>>>(
  functions: Functions,
): Functions {
  const latest = useRef(functions)
  latest.current = functions
  return useMemo(() => {
    const names = Object.keys(functions)
    const entries = names.map((name) => [name, (...args: never[]) => latest.current[name]?.(...args)])
    // It has a function for each of theirs, which takes and gives the same.
    return Object.fromEntries(entries) as Functions
  }, [])
}
