import type { OtherSets } from '../datasets/read-other-sets.ts'
import { markdownTable, points } from './markdown.ts'

/** Transcripts as recorders write them, and questions about long meetings. */
export const otherSections = ({ formats, grounding }: OtherSets): string =>
  [
    ...(formats.length > 0
      ? [
          '## Transcript files',
          '',
          'Real and rendered exports, parsed as they are submitted, against what their manifest says of segments, speakers and texts.',
          '',
          markdownTable([
            ['file', 'layout', 'segments', 'speakers', 'as its manifest says'],
            ...formats.map(({ file, format, segments, speakers, differences }) => [
              file,
              format,
              String(segments),
              String(speakers),
              differences.length === 0 ? 'yes' : differences.join('; '),
            ]),
          ]),
          '',
        ]
      : []),
    ...(grounding
      ? [
          '## Questions about meetings',
          '',
          'Whether the right part of a long meeting is cited for a question (qmsum). Nothing answers questions yet; these are the',
          'figures of shared words alone, which answers will have to beat.',
          '',
          markdownTable([
            ['by', 'questions', 'hit at 1', 'hit at 5', 'cited segments right %', 'spans found %'],
            [
              'shared words',
              String(grounding.questions),
              ...[grounding.hitAt1, grounding.hitAt5, grounding.citedPrecision, grounding.spanRecall].map(points),
            ],
          ]),
          '',
        ]
      : []),
  ].join('\n')
