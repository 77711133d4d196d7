import type { Dimension, EntityType, TrackingModel, VocabularyValue } from '../../../domain/tracking-model/model.ts'
import { oneLine } from './one-line.ts'

/** A tracking model as a prompt shows it. Without `synonyms` it is shorter by the words that people use for a value. */
export const renderModel = (model: TrackingModel, { synonyms }: { synonyms: boolean }): string => {
  const types = new Map(model.types.map((type) => [type.name, type]))
  return [
    `What is tracked: ${[model.label, oneLine(model.description)].filter(Boolean).join('. ')}`,
    'Types of things, each with the dimensions that it has:',
    ...model.types.map((type) => renderType(type, synonyms)),
    'Dimensions:',
    ...model.dimensions.map((dimension) => renderDimension(dimension, types, synonyms)),
  ].join('\n')
}

const renderType = (type: EntityType, synonyms: boolean): string => {
  const words = synonyms ? plainForms(type.nouns).slice(0, 6) : []
  const told = [
    oneLine(type.description),
    type.person ? 'People.' : '',
    words.length > 0 ? `People call it: ${words.join(', ')}.` : '',
    type.assumed ? 'Take this type for a named thing when no other type fits better.' : '',
    type.dimensions.length > 0 ? `Dimensions: ${type.dimensions.join(', ')}.` : 'No dimensions.',
  ]
  return `- ${type.name}: ${told.filter(Boolean).join(' ')}`
}

const renderDimension = (dimension: Dimension, types: ReadonlyMap<string, EntityType>, synonyms: boolean): string => {
  const told = [oneLine(dimension.description), formOf(dimension, types), operationsOf(dimension)]
  const values = dimension.values.map((value) => renderValue(value, synonyms))
  return [`- ${dimension.name} (${dimension.label}): ${told.filter(Boolean).join(' ')}`, ...values].join('\n')
}

const renderValue = (value: VocabularyValue, synonyms: boolean): string => {
  const others = value.synonyms.length > 0 ? plainForms(value.synonyms) : plainForms(value.cues).slice(0, 4)
  const label = value.label && value.label.toLowerCase() !== value.value.replace(/_/g, ' ') ? [value.label] : []
  const words = synonyms ? [...label, ...others].slice(0, 8) : label
  const traits = [
    value.terminal ? 'final' : '',
    value.setback ? 'a state of trouble, only when the thing itself is said to be in it' : '',
    words.length > 0 ? `as in: ${words.join(', ')}` : '',
  ].filter(Boolean)
  return traits.length > 0 ? `  - ${value.value} (${traits.join('; ')})` : `  - ${value.value}`
}

/** How a value of a dimension is written. */
const formOf = (dimension: Dimension, types: ReadonlyMap<string, EntityType>): string => {
  switch (dimension.kind) {
    case 'vocabulary':
      return `One of the values below, in their usual order${dimension.grows ? ', or another one of the same kind, as said' : ''}.`
    case 'text':
      return 'A short phrase of 3 to 12 words that stands by itself, in the words of the speaker.'
    case 'date':
      return 'A date YYYY-MM-DD; YYYY-MM or YYYY-Qn when only a month or quarter is said.'
    case 'number':
      return 'A number, digits only.'
    case 'percent':
      return 'A percentage such as 40%.'
    case 'money':
      return 'Amount in digits and three-letter currency, such as 12500 EUR; without currency when none is known.'
    case 'entity':
      return entityForm(dimension, types)
  }
}

const entityForm = ({ valueTypes }: Dimension, types: ReadonlyMap<string, EntityType>): string => {
  const people = valueTypes.some((name) => types.get(name)?.person)
  return people
    ? 'The full name of a person. Only when it is said that the person has it; working on it, asking about it or owing one action for it is less.'
    : `The name of a thing${valueTypes.length > 0 ? ` (${valueTypes.join(', ')})` : ''}, exactly as in your list of things.`
}

const operationsOf = (dimension: Dimension): string => {
  if (dimension.many) return 'A list: operations add and resolve.'
  if (dimension.kind === 'vocabulary') return 'Operations set and advance.'
  const moves =
    dimension.kind === 'date' ||
    dimension.kind === 'number' ||
    dimension.kind === 'percent' ||
    dimension.kind === 'money'
  return moves ? 'Operations set and shift.' : 'Operation set.'
}

/** Cues as people would say them: the first alternative, optional words left out, nothing with a gap in it. */
const plainForms = (cues: readonly string[]): string[] => [
  ...new Set(
    cues
      .filter((cue) => !/[{…]/.test(cue))
      .map((cue) =>
        cue
          .replace(/\([^)]*\)/g, ' ')
          .replace(/(\S+?)\|\S+/g, '$1')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .filter(Boolean),
  ),
]
