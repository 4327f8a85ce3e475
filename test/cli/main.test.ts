import { afterEach, expect, test, vi } from 'vitest'

const { argv } = process
const warning = process.listeners('warning')

afterEach(() => {
  process.argv = argv
  for (const listener of warning) process.on('warning', listener)
  vi.restoreAllMocks()
})

/** Runs the program in this process. @returns what it printed */
async function main(...args: readonly string[]): Promise<string> {
  let printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text: unknown, ...others: readonly unknown[]) => {
    printed += String(text)
    const written = others.at(-1)
    if (typeof written === 'function') written()
    return true
  })
  process.argv = ['node', 'holdfast', ...args]
  await import('../../src/cli/main.ts')
  return printed
}

test('the program runs its arguments, and exits with what came of them', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  expect(await main('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(exit).toHaveBeenCalledExactlyOnceWith(0)
  expect(process.listenerCount('warning')).toBe(0)
})
