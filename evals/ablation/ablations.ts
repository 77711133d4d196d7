import type { ChunkExtraction } from '../../src/analysis/analyst.ts'
import type { ExtractedObservation, Modality } from '../../src/domain/observation/observation.ts'
import type { Dimension, EntityType, TrackingModel, VocabularyValue } from '../../src/domain/tracking-model/model.ts'
import type { Ablation } from './ablation.ts'

/** A list of a tracking model that is empty means the built-in one, so a list is put out of use by a word nobody says. */
const unsaid = ['xqzvk']

const dimensions = (change: (dimension: Dimension) => Partial<Dimension>) => (model: TrackingModel) => ({
  dimensions: model.dimensions.map((dimension) => ({ ...dimension, ...change(dimension) })),
})
const values = (change: Partial<VocabularyValue>) =>
  dimensions((dimension) => ({ values: dimension.values.map((value) => ({ ...value, ...change })) }))
const cues = (change: Partial<Dimension['cues']>) => dimensions(({ cues: own }) => ({ cues: { ...own, ...change } }))
const types = (change: Partial<EntityType>) => (model: TrackingModel) => ({
  types: model.types.map((type) => ({ ...type, ...change })),
})
const speech = (list: keyof TrackingModel['speech']) => (model: TrackingModel) => ({
  speech: { ...model.speech, [list]: unsaid },
})
const observations =
  (change: (row: ExtractedObservation) => ExtractedObservation | null) =>
  (extraction: ChunkExtraction): ChunkExtraction => ({
    ...extraction,
    observations: extraction.observations.flatMap((row) => change(row) ?? []),
  })
const taken = (modality: Modality) =>
  observations((row) => (row.modality === modality ? { ...row, modality: 'asserted' } : row))
const saidBy = (cue: RegExp) => observations((row) => (cue.test(row.cue) ? null : row))

/** Every part that can be left out without a switch in the product. */
export const ablations: readonly Ablation[] = [
  { name: 'value-cues', about: 'phrases that state a value by themselves', model: values({ cues: [] }) },
  { name: 'value-synonyms', about: 'other words for a value', model: values({ synonyms: [] }) },
  {
    name: 'dimension-cues',
    about: 'phrases that hold a value, or move it',
    model: cues({ set: [], add: [], resolve: [], advance: [], shift: [] }),
  },
  { name: 'dimension-nouns', about: 'words for the dimension itself', model: dimensions(() => ({ nouns: [] })) },
  { name: 'ignored-phrases', about: 'phrases that only look like a cue', model: cues({ ignore: [] }) },
  { name: 'asks', about: 'requests that an assent grants', model: cues({ ask: [] }) },
  { name: 'assents', about: 'words of assent', model: speech('assent') },
  { name: 'dissents', about: 'words of dissent', model: speech('dissent') },
  { name: 'silence', about: 'silence taken as assent', extraction: saidBy(/^silence after:/) },
  { name: 'answers', about: 'short answers to questions', extraction: saidBy(/^answer$/) },
  { name: 'conclusions', about: 'conclusions known as such', model: speech('conclusion') },
  { name: 'negation', about: 'words of negation', model: speech('negation') },
  { name: 'conditions', about: 'words of condition', model: speech('conditional') },
  { name: 'proposals', about: 'words of proposal', model: speech('proposal') },
  { name: 'plans', about: 'words of intention', model: speech('plan') },
  { name: 'past', about: 'words for what is over', model: speech('supersededPast') },
  { name: 'questions', about: 'questions kept from stating', extraction: taken('questioned') },
  {
    name: 'modality',
    about: 'all of the above: everything is taken as stated',
    extraction: observations((row) => ({ ...row, modality: 'asserted' })),
  },
  { name: 'type-nouns', about: 'nouns that tell a type ("the … project")', model: types({ nouns: [] }) },
  { name: 'name-patterns', about: 'patterns of names', model: types({ namePatterns: [] }) },
  { name: 'title-patterns', about: 'patterns of names in titles', model: types({ titlePatterns: [] }) },
  { name: 'identifiers', about: 'identifiers', model: types({ identifiers: [], shortIdentifiers: [] }) },
  {
    name: 'stated-names',
    about: 'the name that the words of a statement give',
    extraction: observations((row) => ({ ...row, name: null })),
  },
  {
    name: 'topic-bounds',
    about: 'the stretch of talk in which a thing must be named',
    extraction: observations((row) => ({ ...row, within: null })),
  },
  { name: 'in-sentence', about: 'things named in the same sentence', attachedBy: ['sentence'] },
  { name: 'in-heading', about: 'things that a heading announces', attachedBy: ['heading'] },
  { name: 'in-title', about: 'things that the title announces', attachedBy: ['title'] },
  { name: 'in-segment', about: 'things named before in the same turn', attachedBy: ['segment'] },
  { name: 'in-mind', about: 'things spoken of before', attachedBy: ['back'] },
  { name: 'by-meeting', about: 'a name of several things, told by who is present', attachedBy: ['context'] },
  {
    name: 'declared-aliases',
    about: 'other names said aloud',
    extraction: (extraction) => ({
      ...extraction,
      names: extraction.names.map((name) => ({ ...name, aliasOf: null })),
    }),
  },
  { name: 'same-spelling', about: 'names that differ in spaces and marks only', edges: ['exact'] },
  { name: 'same-identifier', about: 'names with the same identifier', edges: ['identifier'] },
  { name: 'same-words', about: 'names with the same words of weight', edges: ['words'] },
  { name: 'misspelt', about: 'names that differ in one letter', edges: ['spelling'] },
  { name: 'initials', about: 'initials', edges: ['initials'] },
]
