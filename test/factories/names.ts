import { type Name, nameIdOf, nameKey } from '../../src/domain/name/name.ts'
import { createNameBook, type NameBook } from '../../src/domain/name/name-book.ts'
import {
  type TrackingModel,
  type TrackingModelInput,
  trackingModelSchema,
} from '../../src/domain/tracking-model/model.ts'

export const tenant = '00000000-0000-7000-8000-000000000001'

/** A small tracking model with every kind of dimension; override what a test is about. */
export const aModel = (override: Partial<TrackingModelInput> = {}): TrackingModel =>
  trackingModelSchema.parse({
    name: 'small',
    label: 'Small',
    types: [
      {
        name: 'feature',
        label: 'Feature',
        dimensions: ['status', 'owner', 'due_date', 'progress', 'blocker', 'budget', 'summary'],
      },
      { name: 'deal', label: 'Deal', dimensions: ['stage', 'owner', 'budget'] },
      { name: 'person', label: 'Person', person: true, dimensions: ['role'] },
    ],
    dimensions: [
      {
        name: 'status',
        label: 'Status',
        kind: 'vocabulary',
        values: [
          { value: 'planned', synonyms: ['on the roadmap'] },
          { value: 'in_progress', synonyms: ['in progress', 'started'] },
          { value: 'blocked', setback: true },
          { value: 'done', terminal: true, synonyms: ['shipped', 'finished'] },
        ],
      },
      {
        name: 'stage',
        label: 'Stage',
        kind: 'vocabulary',
        grows: true,
        valuePattern: '[0-9](\\.[0-9])?',
        values: [{ value: '1' }, { value: '2' }, { value: '3' }],
      },
      { name: 'owner', label: 'Owner', kind: 'entity', valueTypes: ['person'] },
      { name: 'due_date', label: 'Due date', kind: 'date' },
      { name: 'progress', label: 'Progress', kind: 'percent' },
      { name: 'blocker', label: 'Blocker', kind: 'text', many: true },
      { name: 'budget', label: 'Budget', kind: 'money' },
      { name: 'summary', label: 'Summary', kind: 'text' },
      { name: 'role', label: 'Role', kind: 'text' },
    ],
    ...override,
  })

/** The small model with a type that a name is taken for when nobody tells which it is. */
export const aModelWithProjects = (): TrackingModel => {
  const { types } = aModel()
  const project = { name: 'project', label: 'Project', dimensions: ['status', 'owner', 'blocker'], assumed: true }
  return aModel({ types: [...types, project] })
}

export const aName = (surface: string, override: Partial<Name> = {}): Name => {
  const type = override.type ?? 'feature'
  const scope = override.scope ?? 'tenant'
  const key = nameKey(surface)
  return {
    id: nameIdOf(tenant, type, scope, key),
    type,
    scope,
    key,
    surface,
    imported: false,
    guessed: false,
    firstKey: '5',
    ...override,
  }
}

export const aBook = (names: readonly Name[], model: TrackingModel = aModel()): NameBook => {
  const book = createNameBook(model)
  for (const name of names) book.put(name)
  return book
}
