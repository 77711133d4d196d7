import { defineConfig } from 'vitest/config'

/**
 * What a mutant has to get past: the tests of the domain, with few tries of each property. They share one worker and its
 * modules for each mutant, which is most of the time; no mutant sees the modules of another one. MUTATION_TESTS takes
 * less of them: 'test/unit/domain/record/*.test.ts,…'.
 */
export default defineConfig({
  test: {
    include: process.env.MUTATION_TESTS?.split(',') ?? [
      'test/unit/domain/**/*.test.ts',
      'test/unit/properties/{values,names}.test.ts',
    ],
    setupFiles: ['test/support/short-properties.ts'],
    isolate: false,
    testTimeout: 20_000,
    env: { TEST_RUNS: '30' },
  },
})
