/** What can be exported. Each is one kind of row; `formats` and `filters` say how it can be had. */
type ExportKind = {
  description: string
  formats: readonly ExportFormat[]
  filters: readonly ExportFilterName[]
  /** Of the rows: the header of a CSV file, and the order of the fields. */
  columns: readonly string[]
}

export const exportFormats = ['jsonl', 'csv', 'md', 'ics'] as const
export type ExportFormat = (typeof exportFormats)[number]
export type ExportFilterName = 'since' | 'type' | 'series' | 'superseded'

const rows = ['jsonl', 'csv'] as const

export const exportKinds = {
  meetings: {
    description: 'meetings with everything that was told about them',
    formats: rows,
    filters: ['since', 'type', 'series'],
    columns:
      words(`id externalId source sourceUrl title type occurredAt precision timeZone sequence project account series
      language participants userId extras personas lenses questions instructions priority skip trackingModel contentHash
      generation liveGeneration revision segmentCount wordCount degraded upgradable traceId createdAt updatedAt retractedAt
      run`),
  },
  transcripts: {
    description: 'what was said, segment by segment',
    formats: rows,
    filters: ['since', 'series'],
    columns: words('meetingId revision index speaker role startMs endMs text'),
  },
  submitted: {
    description: 'the texts of meetings as they were submitted, by revision',
    formats: rows,
    filters: ['since', 'series'],
    columns: words('meetingId revision format createdAt body'),
  },
  entities: {
    description: 'things with their names and their state; as a record to read, and their due dates as a calendar',
    formats: ['jsonl', 'csv', 'md', 'ics'],
    filters: ['since', 'type'],
    columns: words('id type name aliases state firstSeen lastSeen'),
  },
  states: {
    description: 'the state of things, one value a row',
    formats: rows,
    filters: ['since', 'type'],
    columns: words('entityId type name dimension item value valueEntityId since confidence speaker quote evidence'),
  },
  transitions: {
    description: 'every change of state, with reasons and quotes',
    formats: rows,
    filters: ['since', 'type', 'series', 'superseded'],
    columns: words(`id entityId entityName type dimension item from to occurredAt recordedAt supersededAt meetingId
      meetingTitle timeZone category reason reasonSource confidence allowed speaker quote evidence ruleOrModelVersion
      version`),
  },
  observations: {
    description: 'what meetings state, as it was read from them',
    formats: rows,
    filters: ['since', 'series'],
    columns:
      words(`id meetingId generation segmentIndex speaker startMs nameId entityId name typeHint dimension operation
      value valueEntityId modality effectiveAt basis confidence cue quote link`),
  },
  facts: {
    description: 'what users and catalogues stated, links between names, verdicts',
    formats: rows,
    filters: ['since', 'type'],
    columns:
      words(`id groupId kind origin nameId entityId name otherNameId otherName meetingId dimension operation value
      valueNameId occurredAt note actor promptVersion version recordedAt withdrawnAt`),
  },
  insights: {
    description: 'action items, decisions, risks and more; action items as a list of tasks for a calendar',
    formats: ['jsonl', 'csv', 'ics'],
    filters: ['since', 'type', 'series'],
    columns: words(`id meetingId meetingTitle kind persona body owner status confidence speaker quote evidence engine
      promptVersion project occurredAt contentHash traceId retracted`),
  },
  summaries: {
    description: 'summaries by persona and level',
    formats: rows,
    filters: ['since', 'series'],
    columns: words(`meetingId persona level text wordCount profile engine model promptVersion evidence traceId createdAt
      updatedAt`),
  },
  events: {
    description: 'what was announced to webhooks',
    formats: rows,
    filters: ['since', 'type'],
    columns: words('id type subject time sequence ordinal data'),
  },
  usage: {
    description: 'calls of models, with tokens and exact cost',
    formats: rows,
    filters: ['since'],
    columns: words(`id createdAt runId meetingId step task promptVersion provider model servedBy attempt outcome status
      latencyMs inputTokens cacheReadTokens cacheWriteTokens outputTokens reasoningTokens cost currency priceVersion
      traceId`),
  },
  audit: {
    description: 'who changed what, and who exported what',
    formats: rows,
    filters: ['since'],
    columns: words('id at action actor keyId userId target requestId traceId'),
  },
} as const satisfies Record<string, ExportKind>

export type ExportKindName = keyof typeof exportKinds
export const exportKindNames = Object.keys(exportKinds) as ExportKindName[]

function words(text: string): string[] {
  return text.split(/\s+/)
}
