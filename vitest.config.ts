import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['@holdfast/source'] },
  ssr: { resolve: { conditions: ['@holdfast/source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is not to decide: no test waits for a time that it would be too long for.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
    coverage: { include: ['src/**'], thresholds: { 100: true } },
  },
})
