import { transform } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { retry, stopAfterAttempt } from 'holdfast'

/** A class whose decorated methods fail twice; `bare` has the decorator without a call. */
const SOURCE = `
class Api {
  base = 'base'
  calls = []
  @retry({ stop: stopAfterAttempt(3) })
  async get(path) { return this.attempt(path) }
  @retry
  async bare(path) { return this.attempt(path) }
  @retry({ stop: stopAfterAttempt(1) })
  async 'with a dash'(path) { return this.attempt(path) }
  @retry({ stop: stopAfterAttempt(3) })
  static async create() { return new this() }
  attempt(path) {
    this.calls.push(path)
    if (this.calls.length < 3) throw new Error('down')
    return this.base + path
  }
}
return Api
`

interface Api {
  readonly calls: readonly string[]
  get(path: string): Promise<string>
  bare(path: string): Promise<string>
}

type ApiClass = (new () => Api) & { create(): Promise<Api> }

/** The class as a compiler makes it, under TypeScript's option `experimentalDecorators` or by the TC39 proposal. */
async function compileClass(experimentalDecorators: boolean): Promise<ApiClass> {
  const { code } = await transform(`export function make() { ${SOURCE} }`, {
    loader: 'ts',
    target: 'es2022',
    format: 'cjs',
    tsconfigRaw: { compilerOptions: { experimentalDecorators } },
  })
  const module = { exports: {} as { make: () => ApiClass } }
  // oxlint-disable-next-line typescript/no-implied-eval -- runs what esbuild made of the source above
  new Function('module', 'retry', 'stopAfterAttempt', code)(module, retry, stopAfterAttempt)
  return module.exports.make()
}

describe.each([
  ['experimentalDecorators', true],
  ['TC39 decorators', false],
])('@retry with %s', (_form, isExperimental) => {
  const created = compileClass(isExperimental)

  test('retries a method, on its own object', async () => {
    const Api = await created
    const api = new Api()
    expect(await api.get('/user')).toBe('base/user')
    expect(api.calls).toStrictEqual(['/user', '/user', '/user'])
  })

  test('works without a call', async () => {
    const Api = await created
    expect(await new Api().bare('/bare')).toBe('base/bare')
  })

  test('takes static methods', async () => {
    const Api = await created
    expect(await Api.create()).toBeInstanceOf(Api)
  })

  test('keeps the method’s name and that it is not enumerable', async () => {
    const Api = await created
    expect(Api.prototype.get.name).toBe('get')
    expect(Object.keys(Api.prototype)).toStrictEqual([])
    expect(Object.keys(new Api())).toStrictEqual(['base', 'calls'])
  })

  test('gives each class its own policy', async () => {
    const Api = await created
    const { 'with a dash': once } = Api.prototype as unknown as Record<
      string,
      (path: string) => Promise<string>
    >
    await expect(once?.call(new Api(), '/once')).rejects.toThrow('gave up after 1 attempt')
  })
})
