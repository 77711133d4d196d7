import type { Reporter, TestModule } from 'vitest/node'

/**
 * Says at the end of a run whether the suites for Redis ran: without a `redis-server` on the PATH they are skipped,
 * and a green run should not hide that. A suite is one for Redis when its file or title says so.
 */
export default class RedisReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { ran: 0, skipped: 0 }
    for (const module of modules)
      for (const test of module.children.allTests())
        if (/redis/i.test(`${module.relativeModuleId} ${test.fullName}`))
          counts[test.result().state === 'skipped' ? 'skipped' : 'ran'] += 1
    process.stdout.write(`\n${describe(counts)}\n`)
  }
}

function describe({ ran, skipped }: { ran: number; skipped: number }): string {
  if (ran === 0 && skipped === 0) return 'Redis: no suite for it was selected.'
  if (ran === 0) return `Redis: NOT TESTED, ${skipped} tests skipped. Put a redis-server on the PATH to run them.`
  return `Redis: ${ran} tests ran, ${skipped} skipped.`
}
