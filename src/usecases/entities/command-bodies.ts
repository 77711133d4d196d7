import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { readTime } from '../meetings/read-time.ts'

const note = z.string().trim().max(1000).optional().describe('Why; kept with the fact')
const name = z.string().trim().min(1).max(200)
const dimension = z.string().min(1).max(40)
const value = z.string().trim().min(1).max(2000)

export const mergeBody = z
  .strictObject({ otherId: z.uuid().describe('The entity that is the same thing'), note })
  .meta({ id: 'MergeEntities' })

export const splitBody = z
  .strictObject({
    nameIds: z.array(z.uuid()).min(1).max(200).describe('Of the aliases: names that are another thing'),
    note,
  })
  .meta({ id: 'SplitEntity' })

export const correctBody = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('assert'),
      dimension,
      op: z.enum(['set', 'add', 'resolve']).default('set'),
      value: value.nullable().describe('Null with `resolve`: everything that is open'),
      at: z.string().max(40).optional().describe('Since when; without it since now'),
      note,
    }),
    z.strictObject({
      kind: z.literal('veto'),
      dimension,
      meetingId: z.uuid().describe('What this meeting said about the dimension does not count'),
      note,
    }),
  ])
  .meta({ id: 'CorrectState' })

export const renameBody = z
  .strictObject({
    name: name.optional(),
    addAliases: z.array(name).max(100).default([]),
    removeAliases: z.array(name).max(100).default([]),
  })
  .refine(({ name: given, addAliases, removeAliases }) => given || addAliases.length + removeAliases.length > 0, {
    error: 'says nothing to change',
  })
  .meta({ id: 'RenameEntity' })

const importedEntity = z.strictObject({
  type: z.string().min(1).max(40),
  name,
  aliases: z.array(name).max(100).default([]),
  state: z
    .record(z.string().max(40), z.union([value, z.array(value).max(100)]))
    .default({})
    .describe('State before all meetings, by dimension'),
})

export const importBody = z
  .strictObject({ entities: z.array(importedEntity).min(1).max(1000) })
  .meta({ id: 'ImportEntities' })

/** The state of an import as a list of statements. */
export const toImports = ({ entities }: z.infer<typeof importBody>) =>
  entities.map(({ state, ...entity }) => ({
    ...entity,
    state: Object.entries(state).flatMap(([name, values]) =>
      [values].flat().map((said) => ({ dimension: name, value: said })),
    ),
  }))

/** The moment of a correction; null: now. */
export const correctionMoment = (at: string | undefined): number | null => {
  if (at === undefined) return null
  try {
    return readTime(at, 'UTC', 0).occurredAtMs
  } catch (error) {
    const message = (error instanceof AppError && error.details[0]?.message) || 'cannot be read'
    throw new AppError('invalid_request', `at: ${message}.`, { details: [{ path: 'at', message }] })
  }
}
