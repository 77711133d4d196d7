import fc from 'fast-check'

/** A mutant is met by thousands of runs: each property gets a moment, which is enough for what a test alone can see. */
fc.configureGlobal({ interruptAfterTimeLimit: 300 })
