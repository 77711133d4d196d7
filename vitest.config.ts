import { defineConfig } from 'vitest/config'

const suite = (name: string, timeoutMs: number, extra: Record<string, unknown> = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeoutMs, hookTimeout: 60_000, ...extra },
})

/** unit needs nothing installed; the others share one embedded Postgres that `test/support/global-postgres.ts` starts. */
const withPostgres = { globalSetup: ['test/support/global-postgres.ts'], pool: 'forks', maxWorkers: 2 }

export default defineConfig({
  test: {
    reporters: ['default', './test/support/redis-reporter.ts'],
    projects: [
      suite('unit', 10_000, { maxWorkers: 2 }),
      suite('conformance', 60_000, withPostgres),
      suite('integration', 60_000, withPostgres),
      suite('e2e', 180_000, withPostgres),
    ],
  },
})
