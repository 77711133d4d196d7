import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readBaseline, writeBaseline } from './baseline.ts'
import { catalogues } from './datasets/dataset.ts'
import { findDatasets } from './datasets/find-datasets.ts'
import { grade } from './grade.ts'
import { pickMeetings } from './live/pick-meetings.ts'
import { startReplayServer } from './live/replay-server.ts'
import { keepReplies, recordedReplies, writtenReplies } from './live/replies.ts'
import { type LiveRun, runWorld } from './live/run-world.ts'

/**
 * Quality with a model: labelled meetings through the whole product, scored as the offline evals are. Recorded answers
 * (`evals/replies`) come first, so the figures can be had again anywhere; `--url` names who answers what is not recorded.
 */
const usage = `npx tsx evals/live.ts --data SET [options]

  --data SET         the folder of one labelled set
  --world NAME       only this series of the set (repeatable)
  --sample N         only N labelled meetings, spread evenly over the set
  --catalogue C      none | names (default) | aliases
  --variant V        raw (default) | minutes, where the set has both
  --url URL          base URL of an OpenAI-compatible server for questions without a recorded answer
  --model NAME       the model to ask there; default desk
  --from DIR         also takes answers to exactly these questions from DIR (<key>.txt)
  --keep             afterwards keeps all answers that were used, without words of the transcripts
  --at-once          submits all meetings of a world before waiting
  --skip STEP        leaves out an optional step (repeatable): reason, summarize
  --predictions FILE writes predictions as JSON lines
  --errors N         prints the first N errors of each kind
  --update           rewrites the baseline`

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    world: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string' },
    catalogue: { type: 'string', default: 'names' },
    variant: { type: 'string', default: 'raw' },
    url: { type: 'string' },
    model: { type: 'string', default: 'desk' },
    from: { type: 'string' },
    keep: { type: 'boolean', default: false },
    'at-once': { type: 'boolean', default: false },
    skip: { type: 'string', multiple: true, default: [] },
    predictions: { type: 'string' },
    errors: { type: 'string', default: '0' },
    update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const catalogue = catalogues.find((name) => name === options.catalogue)
const load = options.data === undefined ? undefined : findDatasets(options.data)[0]
if (options.help || !load || !catalogue) {
  console.error(usage)
  process.exit(options.help ? 0 : 2)
}

const variant = options.variant === 'minutes' ? 'minutes' : 'raw'
const whole = load({ catalogue, granularity: 'topic', variant, limit: null })
const dataset = pickMeetings(whole, {
  worlds: options.world,
  sample: options.sample === undefined ? null : Number(options.sample),
})
const recorded = recordedReplies(whole)
const written = options.from === undefined ? () => undefined : writtenReplies(options.from)
const replay = await startReplayServer(
  (asked) => written(asked) ?? recorded(asked),
  options.url === undefined ? undefined : askAt(options.url),
)
const settings = {
  OPENAI_API_KEY: 'not-a-key',
  OPENAI_BASE_URL: replay.url,
  OPENAI_MODEL: options.model,
  LLM_TIMEOUT_MS: '3600000',
  LLM_UPGRADE_INTERVAL_MS: '0',
  MAX_PARALLEL_LLM_CALLS: '64',
  WORKER_CONCURRENCY: '16',
}
const started = performance.now()
const worlds: LiveRun[] = []
for (const world of dataset.worlds)
  worlds.push(await runWorld(world, { settings, atOnce: options['at-once'], skip: options.skip, waitMs: 7_200_000 }))
await replay.stop()

const outcomes = worlds.flatMap((world) => world.outcomes)
const runs = worlds.flatMap((world) => world.runs)
const { predictions, result } = grade(dataset, outcomes, Number(options.errors))
const setting = { ...dataset.setting, engine: 'llm' }
console.log(
  `${dataset.name} · ${Object.entries(setting)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')}`,
)
console.log(result?.report ?? 'no labels')
if (result && Number(options.errors) > 0) console.log(`\n${result.errors}`)
console.log(
  `\n${runs.length} meetings in ${((performance.now() - started) / 1000).toFixed(1)} s, ` +
    `${worlds.reduce((sum, world) => sum + world.modelCalls, 0)} model calls, ` +
    `engines ${JSON.stringify(counted(runs.map((run) => run.engine ?? 'none')))}, runs ${JSON.stringify(counted(runs.map((run) => run.status)))}` +
    `, ${replay.unanswered()} questions without an answer`,
)
if (options.predictions)
  writeFileSync(options.predictions, predictions.map((row) => `${JSON.stringify(row)}\n`).join(''))
if (options.keep) {
  keepReplies(whole, replay.served())
  console.log(`kept ${replay.served().length} answers`)
}
if (result && options.update)
  writeBaseline({ set: dataset.name, setting, engineVersion: `llm ${options.model}`, scores: result.scores })
const before = readBaseline(dataset.name, setting)
if (before) console.log(`baseline: ${JSON.stringify(before.scores)}`)

function askAt(url: string) {
  return async (asked: object): Promise<string> => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer not-a-key' }
    const response = await fetch(`${url}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(asked) })
    const reply = (await response.json()) as { choices: { message: { content: string } }[] }
    return reply.choices[0]?.message.content ?? ''
  }
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
