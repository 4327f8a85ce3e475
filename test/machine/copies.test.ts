import { expect, test } from 'vitest'
import { RetryError, TryAgain, isRetryError, observe, retry, runWithRetry, stopAfterAttempt } from 'holdfast'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'

import { root } from '../support/project.ts'

/** The module as another installed copy of it has it. */
let copy: typeof import('holdfast')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(root, 'node_modules', '.copy-'))
  await cp(join(root, 'src'), join(folder, 'src'), { recursive: true })
  copy = (await import(join(folder, 'src', 'index.ts'))) as typeof copy
})

afterAll(() => rm(folder, { recursive: true }))

const down = async () => {
  throw new Error('down')
}

describe('two installed copies', () => {
  test('are two', () => {
    expect(copy.RetryError).not.toBe(RetryError)
  })

  test('share their observers, either way', async () => {
    const seen: string[] = []
    const ends = [
      observe({ onStart: ({ name }) => seen.push(`ours sees ${name}`) }),
      copy.observe({ onStart: ({ name }) => seen.push(`theirs sees ${name}`) }),
    ]
    await runWithRetry({ name: 'our session' }, () => 1)
    await copy.startRetry({ name: 'their session' }, () => 1).result
    for (const end of ends) end()
    await runWithRetry({ name: 'unseen' }, () => 1)
    expect(seen).toStrictEqual([
      'ours sees our session',
      'theirs sees our session',
      'ours sees their session',
      'theirs sees their session',
    ])
  })

  test('know each other’s RetryError', async () => {
    const error = await copy
      .retry({ stop: copy.stopAfterAttempt(1) })(down)()
      .catch((e: unknown) => e)
    expect(error).not.toBeInstanceOf(RetryError)
    expect(isRetryError(error)).toBe(true)
    expect(copy.isRetryError(new RetryError(error as RetryError & { name: string }))).toBe(true)
  })

  test('obey each other’s TryAgain', async () => {
    let calls = 0
    const fn = () => {
      if (++calls < 3) throw new copy.TryAgain()
      return calls
    }
    expect(await retry({ retry: () => false })(fn)()).toBe(3)
    expect(new copy.TryAgain()).not.toBeInstanceOf(TryAgain)
  })

  test('take each other’s strategies', async () => {
    await expect(
      retry({ stop: copy.stopAfterAttempt(2), wait: copy.waitNone() })(down)(),
    ).rejects.toMatchObject({
      lastAttempt: { attemptNumber: 2 },
    })
    await expect(copy.retry({ stop: stopAfterAttempt(2) })(down)()).rejects.toMatchObject({
      name: 'RetryError',
    })
  })
})
