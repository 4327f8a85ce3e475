import { useCallback, useReducer } from 'preact/hooks'

/** Has the component rendered again, for what it reads has changed and is no state of its own. */
export function useRenderAgain(): () => void {
  const [, count] = useReducer((renders: number) => renders + 1, 0)
  return useCallback(() => count(undefined), [])
}
