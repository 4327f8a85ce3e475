import { INVALID_OPTION, withCode } from '../../errors/invalid.ts'
import type { StrategyJSON } from '../strategy.ts'
import { labelOf } from './label.ts'

/**
 * A strategy's descriptor as data that JSON can hold: parts and predicates become what their own `toJSON` gives, what
 * is undefined is left out, and infinite numbers are written as strings.
 *
 * @throws TypeError when there is none, or a plain function is left in it
 */
export function toPlain(label: string, json: StrategyJSON | undefined): StrategyJSON {
  if (json === undefined) throw notJSON(label)
  return JSON.parse(JSON.stringify(json, replace)) as StrategyJSON
}

function replace(_key: string, value: unknown): unknown {
  if (typeof value === 'function') throw notJSON(labelOf(value))
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

const notJSON = (label: string) => withCode(new TypeError(`${label} has no JSON`), INVALID_OPTION)
