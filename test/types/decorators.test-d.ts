import { expectTypeOf } from 'vitest'
import { retry, stopAfterAttempt } from 'holdfast'

class Api {
  readonly base = 'https://example.org'

  @retry({ stop: stopAfterAttempt(3) })
  async get(path: string): Promise<string> {
    return this.base + path
  }

  @retry
  async bare<T>(value: T): Promise<T> {
    return value
  }

  @retry
  async count(to: number): Promise<number> {
    return to
  }

  @retry
  async *rows(): AsyncGenerator<string> {
    yield this.base
  }

  @retry({ stop: stopAfterAttempt(3) })
  static async create(): Promise<Api> {
    return new Api()
  }

  // @ts-expect-error: a sync method would become async behind its callers' back
  @retry({ stop: stopAfterAttempt(3) })
  sync(): number {
    return 1
  }

  // @ts-expect-error: nor without options
  @retry
  syncToo(): number {
    return 1
  }

  // @ts-expect-error: a property is no method
  @retry({ stop: stopAfterAttempt(3) })
  limit = 3
}

expectTypeOf<Api['get']>().toEqualTypeOf<(path: string) => Promise<string>>()
expectTypeOf(new Api().bare(1)).resolves.toBeNumber()
expectTypeOf<Api['count']>().toEqualTypeOf<(to: number) => Promise<number>>()
expectTypeOf<Api['rows']>().toEqualTypeOf<() => AsyncGenerator<string>>()
expectTypeOf(Api.create()).resolves.toEqualTypeOf<Api>()
