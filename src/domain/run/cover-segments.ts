import { stableJson } from '../stable-json.ts'
import type { Coverage } from './summarize-run.ts'

/** A stretch of a transcript: read by an engine, with what that left to another one, or not read for a reason. */
export type CoveredStretch = { segments: readonly { index: number }[]; engine: string } & (
  | { fallbacks: readonly { part: string; reason: string }[] }
  | { error: string }
)

/** The coverage report of a transcript from its stretches, in order. Neighbours that were read alike are told as one. */
export const coverSegments = (stretches: readonly CoveredStretch[]): Coverage => {
  const coverage: Coverage = { segments: 0, read: 0, gaps: [], parts: [] }
  for (const stretch of stretches) {
    const { segments, engine } = stretch
    const from = segments[0]?.index ?? 0
    const to = segments.at(-1)?.index ?? 0
    coverage.segments += segments.length
    if ('error' in stretch) {
      coverage.gaps.push({ from, to, reason: stretch.error, engine })
      continue
    }
    coverage.read += segments.length
    const last = coverage.parts.at(-1)
    const fallbacks = stretch.fallbacks.map(({ part, reason }) => ({ part, reason }))
    const isLikeLast = last?.engine === engine && stableJson(last.fallbacks) === stableJson(fallbacks)
    if (last && isLikeLast && last.to === from - 1) last.to = to
    else coverage.parts.push({ from, to, engine, fallbacks })
  }
  return coverage
}
