import { Context, Effect, Layer, Option, References, Scope } from 'effect'
import type { Tracer } from 'effect'
import { stopAfterAttempt } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { retryWith } from 'holdfast/effect'
import { describe, expect, test } from 'vitest'

import { modes } from './modes.ts'

class Api extends Context.Service<Api, { readonly load: (id: number) => Effect.Effect<string, 'busy'> }>()(
  'Api',
) {}

const ways = modes.flatMap(([mode, options]) =>
  // What may be cut runs in a fiber of its own.
  [{}, { attemptTimeout: '1h' }].map((limits: RetryOptions) => ({ mode, options, limits })),
)

describe.each(ways)('$mode, $limits', ({ options, limits }) => {
  const retrying = retryWith({ ...limits, stop: stopAfterAttempt(3) }, options)

  test('an attempt has the services of its caller', async () => {
    let calls = 0
    const layer = Layer.effect(
      Api,
      Effect.succeed({
        load: (id: number) => (++calls < 3 ? Effect.fail('busy' as const) : Effect.succeed(`user ${id}`)),
      }),
    )
    const effect = Effect.flatMap(Api, (api) => api.load(7)).pipe(retrying, Effect.provide(layer))
    expect(await Effect.runPromise(effect)).toBe('user 7')
    expect(calls).toBe(3)
  })

  test('an attempt has the references of its caller', async () => {
    const effect = Effect.flatMap(References.CurrentLogAnnotations, (annotations) =>
      Object.hasOwn(annotations, 'request') ? Effect.succeed(annotations['request']) : Effect.fail('none'),
    ).pipe(retrying, Effect.annotateLogs('request', 42))
    expect(await Effect.runPromise(effect)).toBe(42)
  })

  test('an attempt’s spans are within its caller’s', async () => {
    const spans: Tracer.Span[] = []
    const attempt = Effect.flatMap(Effect.currentSpan, (span) => {
      spans.push(span)
      return spans.length < 3 ? Effect.fail('busy') : Effect.void
    }).pipe(Effect.withSpan('attempt'))
    await Effect.runPromise(attempt.pipe(retrying, Effect.withSpan('request')))
    expect(spans.map(({ name }) => name)).toEqual(['attempt', 'attempt', 'attempt'])
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(3)
    const parents = spans.map(({ parent }) => Option.getOrThrow(parent))
    expect(parents).toMatchObject(spans.map(() => ({ name: 'request' })))
    expect(new Set(parents).size).toBe(1)
  })

  test('the scope of the caller holds what each attempt acquires; a scope of the attempt ends with it', async () => {
    const log: string[] = []
    let calls = 0
    const attempt = Effect.gen(function* () {
      const call = ++calls
      yield* Effect.acquireRelease(
        Effect.sync(() => log.push(`open ${call}`)),
        () => Effect.sync(() => log.push(`close ${call}`)),
      )
      return call < 3 ? yield* Effect.fail('busy') : call
    })
    await Effect.runPromise(attempt.pipe(Effect.scoped, retrying))
    expect(log).toEqual(['open 1', 'close 1', 'open 2', 'close 2', 'open 3', 'close 3'])

    log.length = 0
    calls = 0
    await Effect.runPromise(
      attempt.pipe(retrying, Effect.andThen(Effect.sync(() => log.push('used'))), Effect.scoped),
    )
    expect(log).toEqual(['open 1', 'open 2', 'open 3', 'used', 'close 3', 'close 2', 'close 1'])
  })

  test('a scope that is provided is the one', async () => {
    const program = Effect.gen(function* () {
      const scope = yield* Scope.make()
      const seen = yield* Scope.Scope.pipe(retrying, Scope.provide(scope))
      expect(seen).toBe(scope)
    })
    await Effect.runPromise(program)
  })
})
