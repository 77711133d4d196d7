import type { Trial } from '../trial.ts'
import { type Canvas, counted, heading, indent } from './layout.ts'
import { words } from './phrases.ts'
import { renderQuote } from './source.ts'
import { cleanLine } from './text.ts'
import { renderTimeline } from './timeline.ts'

/** Timelines, then what was named without a statement, then what was said and did not count, with the reason. */
export const renderTrial = (trial: Trial, canvas: Canvas): string => {
  const blocks = trial.things.map(({ entity, transitions }) => renderTimeline(entity, transitions, canvas))
  if (trial.unchanged.length > 0) blocks.push(renderUnchanged(trial.unchanged, canvas))
  if (trial.left.length > 0) blocks.push(renderLeft(trial.left, canvas))
  const changes = trial.things.reduce((sum, { transitions }) => sum + transitions.length, 0)
  const said = `${counted(changes, 'change')} of ${counted(trial.things.length, 'thing')}`
  blocks.push(canvas.style.dim(`${said}; nothing was stored`))
  return blocks.join('\n\n')
}

const renderUnchanged = (unchanged: Trial['unchanged'], canvas: Canvas): string =>
  [
    ...heading('Named, and nothing said of it', '', canvas),
    ...unchanged.map(({ name, type }) => `${cleanLine(name)}  ${canvas.style.dim(words(type))}`),
  ].join('\n')

const renderLeft = (left: Trial['left'], canvas: Canvas): string =>
  [
    ...heading('Said, and not counted', '', canvas),
    ...left.flatMap(({ dimension, value, why, quote, speaker, meeting }) => [
      `${words(dimension)}  ${value === null ? '' : `${cleanLine(value)}  `}${canvas.style.yellow(why)}`,
      ...indent(renderQuote(quote, { ...canvas, width: canvas.width - 2 }), '  '),
      `  ${canvas.style.dim(
        [speaker, meeting]
          .filter((part) => part !== null)
          .map(cleanLine)
          .join(' · '),
      )}`,
    ]),
  ].join('\n')
