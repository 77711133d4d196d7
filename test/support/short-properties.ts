import fc from 'fast-check'

/**
 * A mutant is met by thousands of runs: each property gets few cases, which is enough for what a test alone can see. The
 * time is bounded for mutants that are slow, not for machines that are.
 */
fc.configureGlobal({ numRuns: 30, interruptAfterTimeLimit: 3_000 })
