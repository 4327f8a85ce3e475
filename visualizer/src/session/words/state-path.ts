import { isRecord } from './is-record.ts'

/** The value of a state in words: `sleeping.resting`; states that are active at once are divided by commas. */
export function statePath(value: unknown): string {
  if (!isRecord(value)) return typeof value === 'string' ? value : ''
  return Object.entries(value)
    .flatMap(([outer, inner]) => {
      const paths = statePath(inner).split(', ')
      return paths.map((path) => (path === '' ? outer : `${outer}.${path}`))
    })
    .join(', ')
}
