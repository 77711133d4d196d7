/**
 * Mutation testing of the pure decisions, by the unit tests alone. Folder by folder, since the whole takes long:
 * `npm run mutation -- --mutate 'src/domain/entity/**'`. Vocabularies are data and are measured by the evals
 * instead. What is worked out while a module loads or while tests are gathered is not mutated: call it inside of `it`.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: [
    'src/domain/**/*.ts',
    '!src/domain/tracking-model/default/**',
    '!src/domain/tracking-model/default-model.ts',
  ],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  tempDirName: '.stryker/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: '.stryker/report.json' },
  thresholds: { high: 90, low: 80, break: 80 },
}
