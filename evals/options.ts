import { parseArgs } from 'node:util'
import type { Ablation } from './ablation/ablation.ts'
import { ablations } from './ablation/ablations.ts'
import { catalogues, type LoadOptions } from './datasets/dataset.ts'

export type EvalOptions = LoadOptions & {
  /** Folder of labelled sets; without one the set of this repository is read. */
  data: string | null
  json: boolean
  predictions: string | null
  errors: number
  check: boolean
  update: boolean
  /** By how many points (of 100) a score may fall before `--check` fails. */
  tolerance: number
  /** Parts that are left out. */
  without: Ablation[]
  /** Leaves out each part once and prints what it is worth. */
  ablate: boolean
  /** Resolves labelled spellings instead of reading meetings. */
  surfaces: boolean
}

export const usage = `npm run eval -- [--data DIR] [options]

  --data DIR              a folder of labelled sets, or one of them; default: the set of this repository
  --catalogue C           none | names (default) | aliases: what is imported before the first meeting
  --granularity G         topic (default) | day
  --variant V             minutes (default) | raw
  --engine E              offline (default)
  --limit N               the first N meetings only
  --predictions FILE      writes predictions as JSON lines (one file per set when there are several)
  --errors N              prints the first N errors of each kind, with the passage and what was read there
  --json                  prints one JSON document instead of tables
  --check                 fails when a score is below its baseline by more than the tolerance
  --tolerance POINTS      default 0.5
  --update                rewrites the baselines of what was run
  --without PART          leaves out a part (repeatable): ${ablations.map(({ name }) => name).join(', ')}
  --ablate                leaves out each part once and prints what it is worth
  --surfaces              resolves labelled names and titles against the catalogue instead of reading meetings`

const names = ablations.map(({ name }) => name)

class UsageError extends Error {}

const choice = <Value extends string>(flag: string, value: string, allowed: readonly Value[]): Value => {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new UsageError(`--${flag} is "${value}": use ${allowed.join(' or ')}`)
  return found
}

const count = (flag: string, value: string): number => {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new UsageError(`--${flag} is "${value}": use a number`)
  return number
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      catalogue: { type: 'string', default: 'names' },
      granularity: { type: 'string', default: 'topic' },
      variant: { type: 'string', default: 'minutes' },
      engine: { type: 'string', default: 'offline' },
      limit: { type: 'string' },
      predictions: { type: 'string' },
      errors: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      tolerance: { type: 'string', default: '0.5' },
      update: { type: 'boolean', default: false },
      without: { type: 'string', multiple: true, default: [] },
      ablate: { type: 'boolean', default: false },
      surfaces: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values

/** The options, or a message for the user: `help` was asked for, or something is wrong. */
export const readOptions = (
  args: readonly string[],
): { options: EvalOptions } | { message: string; exitCode: 0 | 2 } => {
  try {
    const values = parse(args)
    if (values.help) return { message: usage, exitCode: 0 }
    choice('engine', values.engine, ['offline'])
    const limit = values.limit === undefined ? null : count('limit', values.limit)
    if (limit !== null && (values.check || values.update))
      throw new UsageError('--limit has no baseline: leave out --check and --update')
    const without = values.without.map((name) => choice('without', name, names))
    if (without.length > 0 && (values.check || values.update))
      throw new UsageError('--without has no baseline: leave out --check and --update')
    return {
      options: {
        data: values.data ?? null,
        catalogue: choice('catalogue', values.catalogue, catalogues),
        granularity: choice('granularity', values.granularity, ['topic', 'day']),
        variant: choice('variant', values.variant, ['minutes', 'raw']),
        limit,
        json: values.json,
        predictions: values.predictions ?? null,
        errors: count('errors', values.errors),
        check: values.check,
        update: values.update,
        tolerance: count('tolerance', values.tolerance),
        without: ablations.filter(({ name }) => without.includes(name)),
        ablate: values.ablate,
        surfaces: values.surfaces,
      },
    }
  } catch (error) {
    return { message: `${error instanceof Error ? error.message : String(error)}\n\n${usage}`, exitCode: 2 }
  }
}
