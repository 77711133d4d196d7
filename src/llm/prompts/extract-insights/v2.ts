import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { type InsightsAnswer, insightsAnswer } from './answer.ts'
import type { InsightsInput } from './input.ts'
import { renderInsightsQuestion } from './render.ts'

const rules = `You read one part of the transcript of a meeting and pick out what is worth keeping of it, by kind. Only what is explicitly present: do not invent, do not complete, do not advise. A short list of what is really there is better than a long one; an empty list is a good answer.

${dataRule}

## For all kinds
1. Every item cites the line that shows it best: segment is its number, quote is copied from it character by character, up to 30 words, without number and speaker, never joined from two lines. Lines marked as before are only for understanding.
2. Every text can be understood by somebody who was not there: name things and people in full as they are called in this meeting, keep the telling words of the speakers, no pronouns without a name.
3. One item for one matter: what is said twice is one item. The last word counts: what is taken back or turned down in this part is not listed as if it stood.
4. Questions, suggestions that nobody takes up, conditions, jokes and irony are not what they speak of: "should we cancel?" is no decision, "if I find time I might look" is no promise.
5. People by their full names as in the list of participants; "I" is the speaker, "you" whoever is spoken to. Dates as YYYY-MM-DD from the calendar that is given: a weekday is the next one, "today" is the day of the meeting, "by the end of the week" is its Friday.

## Kinds`

const definitions: Readonly<Record<string, string>> = {
  action_item:
    'A definite piece of work that is still to be done and that somebody takes on, or is given without refusing it, in this meeting. The line is the one in which it is taken on; if that is only a yes, the one that asks for it. Not: duties that go on for ever, what is being worked on anyway or is only hurried along, plans of the group, work that is done already, offers that nobody accepts.',
  decision_made:
    'A choice that the meeting makes for everybody: after talk of it one way is taken and others are not, a rule, scope, price, name or date is set or moved, a thing is begun, split or dropped. What somebody who was away has to be told, seldom more than three in ten minutes of talk. The line is the one that settles it. Not: opinions, reports of how things stand, who takes a piece of work over, a promise to do a task, keeping to what was planned anyway, ideas that are waved away in passing, agreement to talk later.',
  risk: 'Something that may go wrong, or has begun to and may do more damage, and that somebody names as a worry, a doubt or a danger: what may happen, to what, and why. high: it threatens a date, money, safety or the whole; low: a nuisance. Not: an obstacle that only has to be waited for, trouble that is over, and nothing that nobody worries about.',
  key_takeaway:
    'The two or three points of this part that the reader must not miss, ranked. Each says something that changes what the reader knows or does; none repeats another.',
  product_feedback:
    'What users, customers, guests or others who are concerned say about what is made or offered: wishes, pain, faults, what is hard to use. Reported praise counts only if it says what is liked.',
  market_intelligence:
    'News from outside: rivals, what others charge or offer, suppliers, donors, rules, the labour market, trends.',
  question:
    'A question about the matter itself on which something hangs, with its answer if one is given in this part. Not: small talk, rhetorical questions, checks of understanding. At most five, open ones first.',
}

export const extractInsightsV2: Prompt<InsightsInput, InsightsAnswer> = {
  task: 'extract_insights',
  version: 2,
  label: 'stable',
  change:
    'Keeps decisions to choices that the meeting makes for everybody, and takes a trouble that may grow for a risk: version 1 listed every agreement, and hardly any risk.',
  scores: [
    {
      metric: 'action item F1',
      value: 80.4,
      samples: 39,
      data: 'series, 3 of 10; recorded answers',
      measuredAt: '2026-11-21',
    },
    {
      metric: 'decision F1',
      value: 57.6,
      samples: 25,
      data: 'series, 3 of 10; recorded answers',
      measuredAt: '2026-11-21',
    },
    {
      metric: 'risk F1',
      value: 51.3,
      samples: 15,
      data: 'series, 3 of 10; recorded answers',
      measuredAt: '2026-11-21',
    },
  ],
  render: (input, budget) => renderInsightsQuestion({ rules, definitions }, input, budget),
  answer: insightsAnswer,
}
