import type { CliDeps, Writable } from './deps.ts'
import { safeJson, safeText } from './render/safe.ts'
import { createStyle, type Style, wantsColour } from './render/style.ts'

/** Data goes to stdout, everything else to stderr. */
export type Output = {
  readonly json: boolean
  readonly style: Style
  /** Columns for tables and prose. */
  readonly width: number
  /** Lines of text for people. */
  print: (text: string) => void
  /** One value: a line of JSON in `--json` mode, nothing otherwise. */
  emit: (value: unknown) => void
  /** A remark that is no data. */
  note: (text: string) => void
}

const narrowest = 40
const widest = 110
const unseen = 80

export const createOutput = (
  deps: Pick<CliDeps, 'env' | 'stdout' | 'stderr'>,
  options: { json: boolean; color: boolean },
): Output => {
  const colour = !options.json && wantsColour(deps.env, deps.stdout, options.color)
  const columns = Number(deps.env.COLUMNS) || deps.stdout.columns || unseen
  return {
    json: options.json,
    style: createStyle(colour),
    width: Math.min(widest, Math.max(narrowest, columns)),
    print: (text) => {
      if (!options.json) write(deps.stdout, `${safeText(text, colour)}\n`)
    },
    emit: (value) => {
      if (options.json) write(deps.stdout, `${safeJson(value)}\n`)
    },
    note: (text) => write(deps.stderr, `${safeText(text, colour)}\n`),
  }
}

const write = (stream: Writable, text: string): void => {
  stream.write(text)
}
