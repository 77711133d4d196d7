import { badBodies } from './bodies.ts'
import type { BadInput } from './case.ts'
import { badFields } from './fields.ts'
import { badRequests } from './requests.ts'

/** In the order of the table in docs/errors.md. */
export const badInputs: readonly BadInput[] = [...badBodies, ...badFields, ...badRequests]
