import type { TrackingModelInput } from '../model.ts'

const work = ['status', 'owner', 'due_date', 'priority', 'progress', 'budget', 'blocker', 'depends_on', 'part_of']

/** What ordinary work meetings speak of. Names come from a telling noun, an identifier, or their place in a cue. */
export const defaultTypes: TrackingModelInput['types'] = [
  {
    name: 'project',
    label: 'Project',
    nouns: ['project', 'initiative', 'program|programme', 'campaign', 'workstream', 'rollout'],
    dimensions: work,
    assumed: true,
  },
  { name: 'feature', label: 'Feature', nouns: ['feature', 'module', 'integration', 'component'], dimensions: work },
  {
    name: 'task',
    label: 'Task',
    nouns: ['task', 'ticket', 'issue', 'story'],
    identifiers: ['\\b[A-Z][A-Z0-9]{1,9}-\\d{1,6}\\b', '(?<![\\w&])#\\d{2,6}\\b'],
    dimensions: work,
  },
  {
    name: 'milestone',
    label: 'Milestone',
    nouns: ['milestone', 'release', 'launch'],
    dimensions: ['status', 'owner', 'due_date', 'blocker', 'part_of'],
    namePatterns: ['\\b(?<name>[A-Z][\\w-]+(?: [A-Z][\\w-]+){0,3}) is (?:the|a|our) (?:[\\w-]+ ){0,3}milestone\\b'],
  },
  {
    name: 'deal',
    label: 'Deal',
    nouns: ['deal', 'opportunity'],
    dimensions: ['stage', 'owner', 'due_date', 'budget', 'priority', 'blocker'],
  },
  { name: 'risk', label: 'Risk', nouns: ['risk'], dimensions: ['risk_state', 'severity', 'owner'] },
  { name: 'decision', label: 'Decision', dimensions: ['owner'] },
  { name: 'person', label: 'Person', person: true, dimensions: ['works_on'] },
  {
    name: 'product',
    label: 'Product',
    nouns: ['product', 'app', 'platform', 'service'],
    dimensions: ['status', 'owner', 'due_date', 'blocker'],
  },
  { name: 'customer', label: 'Customer', nouns: ['customer', 'client', 'account'], dimensions: ['owner', 'blocker'] },
  {
    name: 'document',
    label: 'Document',
    nouns: ['document', 'doc', 'spec', 'policy', 'report', 'guide', 'paper'],
    dimensions: ['status', 'owner', 'due_date', 'progress', 'blocker'],
  },
]
