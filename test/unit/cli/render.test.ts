import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { insightType } from '../../../src/cli/api-types.ts'
import { renderChanges } from '../../../src/cli/render/changes.ts'
import { renderDiff } from '../../../src/cli/render/diff.ts'
import { renderInsights } from '../../../src/cli/render/insights.ts'
import { renderStateCard } from '../../../src/cli/render/state-card.ts'
import { createStyle, wantsColour } from '../../../src/cli/render/style.ts'
import { renderTable } from '../../../src/cli/render/table.ts'
import { visibleWidth } from '../../../src/cli/render/text.ts'
import { renderTimeline } from '../../../src/cli/render/timeline.ts'
import { slippingMilestone } from '../../factories/story.ts'

const golden = (name: string): string =>
  readFileSync(new URL(`../../fixtures/cli/${name}.txt`, import.meta.url), 'utf8')
const plain = (width: number) => ({ style: createStyle(false), width })
const colourful = (width: number) => ({ style: createStyle(true), width })
const story = slippingMilestone()
const changes = story.transitions.map((transition) => ({
  change: transition.supersededAt ? 'superseded' : 'created',
  changeVersion: '1',
  transition,
}))
const insights = [
  {
    kind: 'action_item',
    body: { description: 'Call the ministry', owner: 'Bo', dueDate: '2026-04-01', status: 'open' },
  },
  {
    kind: 'decision_made',
    body: { decision: 'Open without the crane', rationale: 'it would cost a month', decidedBy: 'Ana' },
  },
  { kind: 'question', body: { text: 'Who has the key?', askedBy: 'Bo', answered: true, answer: 'Ana has it.' } },
].map((each, index) =>
  insightType.parse({ id: String(index), meetingId: 'm', occurredAt: '2026-03-26T00:00:00Z', confidence: 90, ...each }),
)

const views = {
  timeline: (width: number, canvas = plain(width)) => renderTimeline(story.entity, story.transitions, canvas),
  changes: (width: number, canvas = plain(width)) => renderChanges(changes, canvas),
  diff: (width: number, canvas = plain(width)) => renderDiff(changes, canvas),
  state: (width: number, canvas = plain(width)) =>
    renderStateCard(story.entity, { moment: 'on 1 Apr 2026', state: story.entity.state }, canvas),
  insights: (width: number, canvas = plain(width)) => renderInsights(insights, canvas),
}

describe.each(Object.entries(views))('%s', (name, render) => {
  it('reads as agreed at 80 columns', () => {
    expect(`${render(80)}\n`).toBe(golden(name))
  })

  it.each([44, 60, 80, 110])('never runs over %i columns', (width) => {
    const widest = Math.max(...render(width).split('\n').map(visibleWidth))

    expect(widest).toBeLessThanOrEqual(width)
  })

  it('says the same with colour as without', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes start with ESC
    const bare = render(80, colourful(80)).replace(/\u001b\[\d+m/g, '')

    expect(bare.replace(/ +$/gm, '')).toBe(render(80).replace(/ +$/gm, ''))
  })
})

describe('hostile words', () => {
  it('cannot reach the terminal as control sequences', () => {
    const { entity, transitions } = slippingMilestone()
    const [first] = transitions
    const said = '\u001b[2J\u001b]0;owned\u0007gone\u202e'
    const evil = { ...first, reason: said, evidence: [{ segmentIndex: 0, speaker: said, startMs: null, quote: said }] }

    const shown = renderTimeline({ ...entity, name: said }, [evil as (typeof transitions)[number]], plain(80))

    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    expect(shown).toContain('gone')
  })
})

describe('renderTable', () => {
  const columns = [
    { title: 'id', value: (row: { id: string; text: string }) => row.id },
    { title: 'text', value: (row: { id: string; text: string }) => row.text, flexible: true },
    { title: 'n', value: () => '12', right: true },
  ]

  it('shortens the flexible column until the rows fit', () => {
    const table = renderTable(columns, [{ id: 'one', text: 'a rather long text that has to give way' }], plain(30))

    expect(table).toBe('id   text                    n\none  a rather long text t…  12')
  })

  it('counts wide characters as two columns', () => {
    const table = renderTable(
      columns,
      [
        { id: '東京', text: 'x' },
        { id: 'ab', text: 'y' },
      ],
      plain(40),
    )

    expect(table.split('\n').slice(1)).toEqual(['東京  x     12', 'ab    y     12'])
  })
})

describe('wantsColour', () => {
  it.each([
    [{}, true, true, true],
    [{}, false, true, false],
    [{ NO_COLOR: '1' }, true, true, false],
    [{ NO_COLOR: '' }, true, true, true],
    [{ FORCE_COLOR: '1' }, false, true, true],
    [{ FORCE_COLOR: '0' }, true, true, false],
    [{ FORCE_COLOR: '1' }, true, false, false],
    [{ TERM: 'dumb' }, true, true, false],
  ])('%o, terminal %s, flag %s: %s', (env, isTTY, flag, expected) => {
    expect(wantsColour(env, { isTTY }, flag)).toBe(expected)
  })
})
