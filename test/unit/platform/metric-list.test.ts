import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type MetricDefinition, metricList } from '../../../src/platform/metric-list.ts'

const page = readFileSync('docs/operations/observing.md', 'utf8')
const definitions = Object.entries<MetricDefinition>(metricList)

const row = ([name, { type, labels, help }]: [string, MetricDefinition]): string =>
  `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ') || '–'} | ${help} |`

describe('the metrics', () => {
  it('are listed in the documentation as they are, and no others', () => {
    const listed = page.split('\n').filter((line) => /^\| `[a-z_]+` \| (?:counter|gauge|histogram) \|/.test(line))

    expect(listed).toEqual(definitions.map(row))
  })

  it('have names that say what they count', () => {
    for (const [name, { type }] of definitions) {
      if (type === 'counter') expect(name).toMatch(/_total$/)
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
    }
  })

  it('have no label for a tenant, a meeting or a person', () => {
    const labels = new Set(definitions.flatMap(([, { labels: own }]) => own))

    expect([...labels].filter((label) => /tenant|meeting|run|user|person|speaker|path|url/.test(label))).toEqual([])
  })
})
