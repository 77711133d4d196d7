/**
 * How often a property is tried: as said, or TEST_RUNS times. The same cases every time, so that a failure is the fault
 * of the change; TEST_SEED gives others, and a property that fails prints the seed that it failed with.
 */
export const tries = (usual: number): { numRuns: number; seed: number } => ({
  numRuns: Number(process.env.TEST_RUNS ?? usual),
  seed: Number(process.env.TEST_SEED ?? 20_261_121),
})
