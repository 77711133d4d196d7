import type { Prompt } from '../../task.ts'
import { dataRule } from '../shared/data-rule.ts'
import { type ObservationsAnswer, observationsAnswer } from './answer.ts'
import type { ObservationsInput } from './input.ts'
import { renderObservationsQuestion } from './render.ts'

const rules = `You read one part of the transcript of a meeting and note what people state in it about the things that they track: how each stands, who has it, when it is due, what is in its way, and whatever else is tracked. Your notes become a record that others rely on without reading the transcript. So note what an attentive participant would take away as settled, miss none of it, and add nothing: a wrong change does more harm than a missing one.

${dataRule}

## Things
1. A thing is something of one of the tracked types that people here treat as one identifiable item: it has a name, a number, or a description that singles it out. List only things about which something tracked is stated. Not every noun is one; neither is a topic, a step or activity on the way (a test run, a review, a call), something that is only to be sent or written as one promised action, or a group of things. Where several things are spoken of together ("both"), each is a thing of its own if it can be told which they are.
2. One thing has one entry and one name, the same in every observation: the fullest form in which anybody says it here, in the lines before, or in the title, written as it would stand on a list of the team's work. No article, no owner in front of it, no describing words that do not belong to the name; keep the words that do. If it goes by a number or code and by a name, the code is the name only when people mostly speak of it by the code, and then without the word for its kind. If nobody says a full name, take the most telling form that is said; never make one up.
3. other_names are other forms said here that can only mean this thing, also to somebody who was not there: short forms, nicknames, acronyms, codes, misheard spellings, a former or new name after a renaming. Never pronouns, never "the project" or another bare noun.
4. Things with similar names are different things: a part and its whole, two versions, two sites, something that was split off, this year's and last year's. What is said of one is not said of the other. Take care whom "it" means: usually what the talk is about, not the last noun.
5. People are things only if a tracked dimension is theirs.

## What to note
Go through the lines in order. For each turn ask: which thing is this about, and does it tell how one of its dimensions stands? People seldom use the word of a list. They tell what happened, and everybody in the room understands: what customers already use is finished; whoever sits idle waiting for a part is held up; "from today it is on my desk" says who has it; "we have shelved that for the season" says it rests. When you are through, go over each thing once more, dimension by dimension, and see what you missed.
1. One observation for each thing, dimension and statement. A sentence may hold several.
2. Each dimension needs words of its own. Never derive one from another: a percentage does not say that work is going on, an obstacle does not say that work stands still, a condition ("if they ever send the key") names no obstacle and does not say that anything stands still, a date does not say that something is on the plan, a worry is not a state of trouble unless it is said of the thing itself, doing or promising a piece of work for a thing does not make somebody its owner.
3. Only dimensions that the type has, only values that fit. If no value fits what was said, leave it out.
4. A value that was known before and is repeated is noted all the same: the record knows what it had. So is a value that is named in passing as where the thing stands ("this second-draft update"). But one settled matter is one observation: those who agree to it, repeat it or thank for it add none.
5. A day on which something was due and did not happen is not its day any more: superseded. "If the report comes, the date stands" asserts the date.
6. Everyday words do not reach a formal state: what is "frozen for the moment" has not been given up.
7. Notes, headings, recaps and conclusions in the transcript count as said by the meeting.

## Modality: decide it after you have written what the speaker says
- asserted: stated as a fact that holds at the time of the meeting. Also: something reported as having happened and still holding ("it went out on Friday"); something that the people present settle here and now ("let's stop it." "Fine, stopped."); a request or proposal that those who decide accept here, in words or by letting it pass: where a group decides by consensus, a formal request is accepted when the others support it or only have remarks and questions, and nobody opposes it before the talk of it ends; a date, amount or person that is set here, though it lies in the future.
  What is accepted here needs no second entry as proposed.
- planned: somebody intends, wants, hopes, expects or promises that it will be so. A wish for a date is planned; a date that is set is asserted.
- proposed: suggested or asked for, and opposed, turned down or left open here. What one person only finds good or ripe for it is no request.
- conditional: it would be so if, once, unless, as soon as. Accepted under a condition that is still open is conditional, unless it is said to take effect now or the description of the dimension says that it counts. What somebody would want to see before a later step is left out.
- negated: somebody could think so, and it is said not to be so ("I am not stuck"). What is merely not asked for yet, not done yet or not in any plan needs no entry. If what is said instead is a value of the dimension ("nobody has begun"), that value is asserted.
- questioned: asked about and not confirmed. If the reply confirms it, the reply is the evidence and it is asserted.
- superseded: was so once and is no longer ("back then", "a year ago"), was so until something changes it in this part, or was said earlier in this part and is corrected later in it.
Asserted and planned statements are always worth an entry. The others are noted only where somebody could take them for a fact, or where they will matter later; never as asserted.
Leave out altogether: irony, jokes and exaggeration; what-if games; what outsiders are said to believe; the history of other teams; what you conclude without anybody saying it.

## When people change their minds
The last word counts. Of a value and its correction note both: the first as superseded, the last as asserted. When somebody takes back what was reported before, here or in an earlier meeting ("I said it was through, it is not"), note how it stands now as asserted, with the value that their words give; if they give none, note the old value as negated. When an item of a list is gone or was never there, resolve it.

## Operations and values
- set gives a value; add puts an item on a list; resolve takes one off (value: the item in the words in which it would have been added; null only if everything on the list is gone); advance moves one step on in the usual order when no value is named; shift moves a date or number by a distance when the new value itself is not said (dates: P6D, P2W, P1M, with a minus for earlier; numbers: +5, -10).
- Dates: use the calendar that is given. A weekday or day without more is the next one from the day of the meeting; in the past tense the last one. "Next Friday" is in the next week. "By the end of" a week, month or quarter is its last working day for weeks, its last day otherwise. Without a day: the month or quarter. If you cannot tell which, leave it out.
- People: their full name as in the list of participants. "I", "me", "mine" mean the speaker, "you" whoever is spoken to.
- Numbers said in words become digits: "two thirds" 67%, "twelve and a half thousand" 12500.

## Evidence
segment is the number of the line that decides it: for something settled in a dialogue, the line that settles it, or, when that line has no words for it (silence, "fine", thanks), the request or question that it answers. quote is copied from that line character by character, about 3 to 25 words, those that carry the statement; without number and speaker, never joined from two lines. Lines marked as before are only for understanding.
If nothing tracked is stated, both lists are empty. That is a good answer.`

export const extractObservationsV2: Prompt<ObservationsInput, ObservationsAnswer> = {
  task: 'extract_observations',
  version: 2,
  label: 'stable',
  change:
    'Says when a request passes without a word, what is no thing, no obstacle and no request, and which line to cite when the last word is silence: what readers of version 1 stumbled over.',
  scores: [
    {
      metric: 'transition F1, whole pipeline',
      value: 71.9,
      samples: 89,
      data: 'series, 3 of 10, names known; recorded answers',
      measuredAt: '2026-11-21',
    },
    {
      metric: 'strict change F1, whole pipeline',
      value: 76.2,
      samples: 10,
      data: 'tc39 raw, 22 topics, names known; recorded answers',
      measuredAt: '2026-11-21',
    },
  ],
  render: (input, budget) => renderObservationsQuestion(rules, input, budget),
  answer: observationsAnswer,
}
