import { defineConfig } from 'vitest/config'

/** What a mutant has to get past: the tests of the domain, with few tries of each property. */
export default defineConfig({
  test: {
    include: ['test/unit/domain/**/*.test.ts', 'test/unit/properties/{values,names,record}.test.ts'],
    setupFiles: ['test/support/short-properties.ts'],
    testTimeout: 20_000,
    env: { TEST_RUNS: '60' },
  },
})
