import type { SeriesLabels, StateLabels } from '../datasets/dataset.ts'
import type { SeriesJudgement } from '../scoring/judge-series.ts'
import type { StateJudgement } from '../scoring/judge-states.ts'
import { createSameValue } from '../scoring/same-value.ts'
import { createFindEntity } from '../scoring/series-entities.ts'
import { stateLabel } from '../scoring/state-names.ts'
import type { Missed } from './why-missed.ts'

export const missedStates = (judgements: readonly StateJudgement[], { dimension, scheme }: StateLabels): Missed[] =>
  judgements.flatMap(({ verdict, meetingId, gold }) =>
    verdict !== 'missed' || gold === null
      ? []
      : [
          {
            meetingId,
            names: [gold.entity, ...(gold.aliases ?? [])],
            dimension,
            isWanted: (value) => value !== null && stateLabel(value, scheme) === stateLabel(gold.toState, scheme),
          },
        ],
  )

export const missedSeries = (judgements: readonly SeriesJudgement[], labels: SeriesLabels): Missed[] => {
  const sameValue = createSameValue(createFindEntity(labels.entities))
  const seriesOf = new Map(labels.seriesOf.map((meeting) => [meeting.id, meeting.series]))
  return judgements.flatMap(({ verdict, meetingId, entity, dimension, gold }) => {
    if (verdict !== 'missed' || gold === null || !('to' in gold)) return []
    const series = seriesOf.get(meetingId)
    const named = labels.entities.find((row) => row.series === series && row.name === entity)
    return [
      {
        meetingId,
        names: [entity, ...(named?.aliases ?? [])],
        dimension,
        isWanted: (value) => sameValue(series, dimension, value, gold.to),
      },
    ]
  })
}
