import { expect, it } from 'vitest'
import { extract } from './read-one.ts'

/** The meeting is on 4 March 2025. */
const said = async (line: string) =>
  (await extract([`Ana Ruiz: ${line}`])).observations.map(({ modality, effectiveAt }) => [modality, effectiveAt])

it('keeps the day that is said with a plan', async () => {
  expect(await said('Paper Boat is going to be shipped on March 28.')).toContainEqual(['planned', '2025-03-28'])
  expect(await said('Paper Boat is going to be shipped.')).toContainEqual(['planned', null])
})

it('keeps the day since when a fact holds, and none of what is denied', async () => {
  expect(await said('The Harbour Light feature shipped on March 1.')).toContainEqual(['asserted', '2025-03-01'])
  expect(await said("Paper Boat isn't done on March 28.")).not.toContainEqual(['negated', '2025-03-28'])
})
