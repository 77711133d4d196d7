/** The groups of the document, in reading order. */
export const tags = {
  meetings: 'Submit meetings and read what came of each',
  runs: 'Follow, cancel, resume and replay the processing of a meeting',
  entities: 'Everything whose state is tracked: its state now and then, its timeline, and why',
  record: 'What changed, insights and search over all meetings',
  analytics: 'Counts and durations over the record, and what is inferred from it',
  exports: 'Everything that a tenant has, to take along',
  models: 'Models and prompts: which there are, what they cost, and how well they do',
  erasure: 'Remove for good, with a receipt',
  setup: 'Keys, tracking models, personas',
  webhooks: 'Where events go, and what became of each delivery',
  operations: 'Health, metrics and this document',
} as const
