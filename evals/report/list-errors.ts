import type { Dataset } from '../datasets/dataset.ts'
import type { MeetingOutcome } from '../outcome.ts'
import type { SeriesJudgement } from '../scoring/judge-series.ts'
import type { StateJudgement } from '../scoring/judge-states.ts'
import { nameKey, nameSimilarity } from '../scoring/name-similarity.ts'

type Listed = {
  kind: string
  meetingId: string
  entity: string
  names: readonly string[]
  dimension: string
  labelled: string
  said: string
  passages: readonly string[]
}

const arrow = (from: unknown, to: unknown): string => `${from ?? '(nothing)'} → ${to ?? '(nothing)'}`
const short = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}

export const stateErrors = (judgements: readonly StateJudgement[], dimension: string): Listed[] =>
  judgements.flatMap(({ verdict, meetingId, gold, said, toRight }) => {
    const kind = verdict === 'change found' && !toRight ? 'wrong state' : verdict
    if (kind === 'change found' || kind === 'no change') return []
    const { evidence } = gold ?? {}
    return [
      {
        kind,
        meetingId,
        entity: gold?.entity ?? said?.entity ?? '',
        names: [gold?.entity, said?.entity, ...(gold?.aliases ?? [])].filter((name) => name !== undefined),
        dimension,
        labelled: gold ? arrow(gold.fromState, gold.toState) : 'no label',
        said: said ? `${said.entity}: ${arrow(said.fromState, said.toState)}` : 'entity not found',
        passages: [evidence?.conclusion, evidence?.discussion?.text, evidence?.text].filter(
          (text) => typeof text === 'string',
        ),
      },
    ]
  })

export const seriesErrors = (judgements: readonly SeriesJudgement[]): Listed[] =>
  judgements.flatMap(({ verdict, meetingId, entity, dimension, gold, said }) => {
    if (verdict === 'right' || verdict === 'trap passed') return []
    const label = gold === null ? '' : 'trap' in gold ? gold.trap : gold.cue
    return [
      {
        kind: verdict,
        meetingId,
        entity,
        names: [entity, ...(said ? [said.entity] : [])],
        dimension,
        labelled:
          gold === null
            ? 'no label'
            : 'trap' in gold
              ? `no change (${label})`
              : `${arrow(gold.from, gold.to)} (${label})`,
        said: said ? arrow(said.from, said.to) : 'nothing',
        passages: gold ? [`[${gold.segment}] ${gold.quote}`] : [],
      },
    ]
  })

/** The first errors of each kind, with the labelled passage and what was read in that meeting about the dimension. */
export const listErrors = (
  errors: readonly Listed[],
  limit: number,
  dataset: Dataset,
  outcomes: readonly MeetingOutcome[],
): string => {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const titles = new Map(
    dataset.worlds.flatMap((world) => world.meetings.map((meeting) => [meeting.id, meeting.context.title])),
  )
  const kinds = [...new Set(errors.map((error) => error.kind))]
  return kinds
    .map((kind) => {
      const listed = errors.filter((error) => error.kind === kind)
      return [
        `${kind}: ${listed.length}`,
        ...listed
          .slice(0, limit)
          .flatMap((error) => describe(error, titles.get(error.meetingId), outcomeOf.get(error.meetingId))),
      ].join('\n')
    })
    .join('\n\n')
}

const describe = (error: Listed, title: string | undefined, outcome: MeetingOutcome | undefined): string[] => [
  `  ${error.meetingId} "${title ?? ''}"`,
  `    ${error.entity} · ${error.dimension} · labelled ${error.labelled} · said ${error.said}`,
  ...error.passages.map((passage) => `    passage: ${short(passage, 300)}`),
  ...readAbout(error, outcome),
]

/** What extraction found about the dimension: first about the entity itself, then about others. */
const readAbout = (error: Listed, outcome: MeetingOutcome | undefined): string[] => {
  const about = (outcome?.observations ?? []).filter((row) => row.dimension === error.dimension)
  const isNamed = (name: string | null) => name !== null && nameSimilarity(name, error.names) >= 0.5
  return [...about]
    .sort((one, other) => Number(isNamed(other.entity)) - Number(isNamed(one.entity)))
    .slice(0, 6)
    .map((row) => {
      const name = row.entity ?? '(nobody)'
      const mark = error.names.some((known) => nameKey(known) === nameKey(name)) ? '=' : '·'
      return `    ${mark} [${row.segment}] ${name}: ${row.op} ${row.value ?? ''} (${row.modality}, ${row.confidence}, "${row.cue}") ${short(row.quote, 140)}`
    })
}
