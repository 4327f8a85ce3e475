import { TryAgain } from 'holdfast'

import { makeScriptedError } from '../support/scripted-errors.ts'
import type { Attempt, Err } from './scenario.ts'
import type { Origin } from './trace.ts'

export interface ErrorRegister {
  /** Makes a scripted error and remembers where it came from. */
  make(err: Err, origin: Origin): Error
  /** The same for what an attempt throws, with the errors behind it. */
  makeThrown(script: Exclude<Attempt, { kind: 'return' }>, attempt: number): Error
  /** Remembers an error that was made elsewhere, and gives its type and message. */
  adopt(error: unknown, origin: Origin): Err
  /** What an error object is, known by its identity. */
  recognise(error: unknown): Recognised
}

interface Recognised {
  readonly type: string
  readonly message: string
  readonly origin: Origin
}

/** Remembers every error that a scenario's script makes. */
export function createErrorRegister(): ErrorRegister {
  const known = new Map<unknown, Recognised>()

  const remember = (error: unknown, { type, message = '' }: Err, origin: Origin) => {
    known.set(error, { type, message, origin })
  }

  const recognise = (error: unknown): Recognised =>
    known.get(error) ?? { type: 'unknown', message: String(error), origin: { from: 'nobody' } }

  return {
    make(err, origin) {
      const error = makeError(err)
      remember(error, err, origin)
      return error
    },

    makeThrown(script, attempt) {
      const err = script.kind === 'tryAgain' ? { ...script, type: 'TryAgain' } : script
      const { role, chain } = behind(script)
      const error = makeError(err, chain)
      remember(error, err, { from: 'attempt', attempt, role: 'thrown' })
      let inner = error.cause
      for (const [index, cause] of chain.entries()) {
        remember(inner, cause, { from: 'attempt', attempt, role, depth: index + 1 })
        inner = inner instanceof Error ? inner.cause : undefined
      }
      return error
    },

    adopt(error, origin) {
      if (error instanceof Error && !known.has(error)) {
        remember(error, { type: error.constructor.name, message: error.message }, origin)
      }
      const { type, message } = recognise(error)
      return { type, message }
    },

    recognise,
  }
}

/**
 * Python has an implicit context, JavaScript has none: whoever throws a TryAgain while handling an error gives that
 * error as its `cause`. For any other error the context is dropped: Tenacity never looks at it.
 */
function behind(script: Exclude<Attempt, { kind: 'return' }>): {
  role: 'cause' | 'context'
  chain: readonly Err[]
} {
  const { kind, causes = [], context } = script
  const hidden = kind === 'tryAgain' && causes.length === 0 && context !== undefined
  return hidden ? { role: 'context', chain: [context] } : { role: 'cause', chain: causes }
}

function makeError(err: Err, causes: readonly Err[] = []): Error {
  if (err.type !== 'TryAgain') return makeScriptedError(err, causes)
  const [cause, ...deeper] = causes
  return new TryAgain(err.message ?? '', cause && { cause: makeScriptedError(cause, deeper) })
}
