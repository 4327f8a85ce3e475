import type { Named } from './read-definition.ts'

/** A guard in words, with the strategy behind it or what it was given: `shouldRetry: retryIfExceptionType()`. */
export function guardLabel({ type, params }: Named): string {
  const { by } = Object(params)
  if (typeof by === 'string') return `${type}: ${by}`
  const given = Object.entries(Object(params))
  return given.length === 0 ? type : `${type}(${given.map(write).join(', ')})`
}

const write = ([name, value]: [string, unknown]): string => `${name}: ${JSON.stringify(value)}`
