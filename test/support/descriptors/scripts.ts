import { makeScriptedError } from '../scripted-errors.ts'
import { canonical } from './canonical.ts'
import { typesOf } from './descriptor.ts'
import type { Descriptor, DescriptorHooks, PredicateDescriptor } from './descriptor.ts'

/** A plain function, sync or async, that says what its script has for the attempt. */
export function scriptedFunction<T>(json: Descriptor, script: readonly T[], hooks: DescriptorHooks) {
  return inMode(json.mode, (state: { attemptNumber: number }) => {
    runScript(json, hooks)
    return script[Math.min(state.attemptNumber, script.length) - 1]!
  })
}

/** A user's predicate, sync or async, that does as its descriptor says. */
export function scriptedPredicate(json: Descriptor, hooks: DescriptorHooks, path: string) {
  const predicate = json.predicate!
  const test = predicateOf(predicate)
  return inMode(json.mode, (value: unknown) => {
    hooks.predicateCalled?.(path)
    runScript(predicate, hooks)
    return test(value)
  })
}

function inMode<A, T>(
  mode: 'sync' | 'async' | undefined,
  fn: (argument: A) => T,
): (argument: A) => T | Promise<T> {
  return mode === 'async' ? async (argument) => fn(argument) : fn
}

function runScript(
  { durationMs, throws }: Pick<Descriptor, 'durationMs' | 'throws'>,
  hooks: DescriptorHooks,
): void {
  if (durationMs !== undefined) hooks.advance?.(durationMs)
  if (throws !== undefined) throw makeScriptedError(throws)
}

function predicateOf({
  op,
  value,
  values = [],
  types,
  text = '',
}: PredicateDescriptor): (value: unknown) => boolean {
  switch (op) {
    case 'const':
      return () => value as boolean
    case 'eq':
      return (result) => canonical(result) === canonical(value)
    case 'in':
      return (result) => values.some((each) => canonical(result) === canonical(each))
    case 'lt':
      return (result) => typeof result === 'number' && result < (value as number)
    case 'isNull':
      return (result) => canonical(result) === 'null'
    case 'typeIs':
      return (error) => typesOf(types).some((type) => error instanceof type)
    case 'messageContains':
      return (error) => (error as Error).message.includes(text)
    default:
      throw new Error(`no predicate ${op}`)
  }
}
