import { describe, expect, it } from 'vitest'
import { formatMoney, formatShare } from '../../../src/cli/render/money.ts'
import { visibleWidth } from '../../../src/cli/render/text.ts'
import { type Answer, sendJson } from '../../support/cli.ts'
import { useCli } from '../../support/use-cli.ts'

const { cli: runLine, server } = useCli({ 'weekly-2026-03-02.txt': 'Ana: Hi.' })

const cli = (argv: readonly string[], answer: Answer | object, columns = '100') => {
  const reply: Answer =
    typeof answer === 'function' ? (answer as Answer) : (_request, response) => sendJson(response, 200, answer)
  return runLine(argv, reply, { COLUMNS: columns })
}

const usd = (amount: string) => ({ amount, currency: 'USD' })
const tokens = { input: 1000, cacheRead: 200, cacheWrite: 34, output: 567, reasoning: 100 }
const row = {
  ...{ calls: 12, tokens, cost: usd('0.0123'), knownCost: usd('0.0123'), unknownCostCalls: 0, successShare: 0.9167 },
  cached: { answers: 3, saved: usd('0.004'), unknownSavings: 0 },
}

describe('an amount', () => {
  it.each([
    ['0', '$0'],
    ['0.0000000003', '$0.00000000030'],
    ['0.00123456', '$0.0012'],
    ['0.25', '$0.25'],
    ['1234.5', '$1,234.50'],
  ])('of %s is shown as %s', (amount, shown) => {
    expect(formatMoney(usd(amount))).toBe(shown)
  })

  it('that is not known is never shown as nothing', () => {
    expect(formatMoney(null)).toBe('unknown')
    expect(formatShare(null)).toBe('–')
  })
})

describe('usage', () => {
  const page = { items: [{ day: '2026-03-04', model: 'openai/gpt-4o', ...row }], nextCursor: null, total: row }

  it('is a table by the groups that were asked for, with the total below', async () => {
    const { code, out } = await cli(['usage', '--group', 'day,model', '--from', '2026-03-01'], page)

    expect(code).toBe(0)
    expect(server()?.received[0]?.path).toContain('group=day%2Cmodel')
    expect(server()?.received[0]?.path).toContain('from=2026-03-01')
    expect(out).toMatch(/day\s+model\s+calls\s+ok\s+tokens in\s+out\s+kept\s+saved\s+cost/)
    expect(out).toMatch(/2026-03-04\s+openai\/gpt-4o\s+12\s+91\.7 %\s+1,234\s+567\s+3\s+\$0\.0040\s+\$0\.012/)
    expect(out).toContain('12 calls, 1,234 tokens in, 567 out, $0.012; 3 kept answers saved about $0.0040')
  })

  it('says what is not known of the cost', async () => {
    const dark = { ...row, cost: null, unknownCostCalls: 2 }
    const { out } = await cli(['usage'], { items: [{ day: '2026-03-04', ...dark }], nextCursor: null, total: dark })

    expect(out).toContain('unknown')
    expect(out).toContain('$0.012 and what 2 calls of unknown cost took')
  })

  it('gives programs exact amounts, page after page, and the total last', async () => {
    const { out } = await cli(['usage', '--json'], (request, response) => {
      const second = request.path.includes('cursor=next')
      sendJson(response, 200, { ...page, nextCursor: second ? null : 'next' })
    })
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

    expect(lines).toHaveLength(3)
    expect(lines[0].cost).toEqual(usd('0.0123'))
    expect(lines[2].total.calls).toBe(12)
  })

  it('reports on models instead when it is asked to', async () => {
    const report = {
      ...{ ...row, model: 'fake/reader', task: 'extract_observations', cachedAnswers: 3, cacheHitShare: 0.2 },
      latency: { meanMs: 1550, p50Ms: 1500, p95Ms: 2855 },
    }
    const { out } = await cli(['usage', '--models', '--hours', '48'], { items: [report], nextCursor: null })

    expect(server()?.received[0]?.path).toMatch(/^\/v1\/usage\/models\?hours=48/)
    expect(out).toMatch(/fake\/reader\s+extract_observations\s+12\s+91\.7 %\s+1\.6 s\s+2\.9 s\s+20 %\s+\$0\.012/)
  })

  it.each(['60', '80', '110'])('keeps to a terminal of %s columns', async (columns) => {
    const { out } = await cli(['usage', '--group', 'day,model'], page, columns)

    for (const line of out.split('\n')) expect(visibleWidth(line)).toBeLessThanOrEqual(Math.max(80, Number(columns)))
  })
})

const estimate = {
  ...{ configured: true, detail: null, known: false, segments: 120, chunks: 2, transcriptTokens: 6200 },
  tasks: [
    {
      ...{ task: 'extract_observations', model: 'openai/gpt-4o', calls: 2, basis: 'assumed' },
      ...{ tokens: { input: 15_000, output: 1_200 }, cost: usd('0.0495') },
    },
  ],
  totals: {
    calls: 2,
    tokens: { input: 15_000, output: 1_200 },
    cost: usd('0.0495'),
    costUnknownBecause: null,
    wallTimeMs: 9_800,
  },
  savedShare: 0.3,
  projection: {
    ...{ perDay: 500, day: usd('24.75'), month: usd('742.5') },
    ...{ dayWithSavings: usd('17.325'), monthWithSavings: usd('519.75') },
  },
}

describe('estimate', () => {
  it('sends what submit would send, and shows calls, tokens, cost, time and projection', async () => {
    const { code, out } = await cli(['estimate', 'weekly-2026-03-02.txt', '--per-day', '500'], estimate)

    expect(code).toBe(0)
    expect(server()?.received[0]).toMatchObject({ method: 'POST', path: '/v1/estimate?perDay=500' })
    expect(server()?.received[0]?.body).toMatchObject({ title: 'Weekly', occurredAt: '2026-03-02', text: 'Ana: Hi.' })
    expect(out).toMatch(/extract observations\s+openai\/gpt-4o\s+2\s+15,000\s+1,200\s+\$0\.050/)
    expect(out).toContain('about 9.8 s')
    expect(out).toContain(
      '500 such meetings a day: $24.75 a day, $742.50 in 30 days, $519.75 with the 30 % that kept answers saved lately',
    )
  })

  it('says why a cost is not known, and that nothing costs anything offline', async () => {
    const because = 'no price is known of vllm/home-made'
    const totals = { ...estimate.totals, cost: null, costUnknownBecause: because }
    const dark = await cli(['estimate', 'weekly-2026-03-02.txt'], { ...estimate, totals })
    const none = { ...estimate, configured: false, detail: 'No model is configured: it is read offline.', tasks: [] }
    const offline = await cli(['estimate', 'weekly-2026-03-02.txt'], none)

    expect(dark.out).toContain(`unknown: ${because}`)
    expect(dark.out).not.toContain('a day:')
    expect(offline.out).toContain('No model is configured: it is read offline. Cost: $0.')
  })
})

describe('models', () => {
  it('are listed with prices, and an unknown price is said to be one', async () => {
    const model = { id: 'openai/gpt-4o', tiers: ['complex', 'long_context'], contextWindow: 128_000, firstFor: [] }
    const { out } = await cli(['models'], {
      ...{ configured: true, detail: null },
      models: [
        {
          ...model,
          price: { input: '2.5', output: '10', version: 'list@1' },
          health: { calls: 10, successShare: 0.9 },
        },
        { ...model, id: 'vllm/own', price: null, health: null },
      ],
    })

    expect(out).toMatch(/openai\/gpt-4o\s+complex, long context\s+128,000\s+2\.5\s+10\s+90 % ok/)
    expect(out).toMatch(/vllm\/own\s+complex, long context\s+128,000\s+unknown\s+unknown\s+not asked/)
  })

  it('explain for a task who is asked, who is not, and why', async () => {
    const route = {
      ...{ task: 'extract_observations', tier: 'complex', chosen: 'openai/gpt-4o' },
      chain: [{ model: 'openai/gpt-4o', why: 'choice 1 of the route' }],
      rejected: [{ model: 'ollama/small', reason: 'needs 14000 tokens, has 8192' }],
    }
    const { out } = await cli(['models', '--explain', 'extract'], { items: [route] })

    expect(server()?.received[0]?.path).toBe('/v1/models/routes?task=extract')
    expect(out).toContain('1. openai/gpt-4o')
    expect(out).toMatch(/✖ ollama\/small\n\s+needs 14000 tokens, has 8192/)
  })

  it('keep their commands for tracking models', async () => {
    const { code, err } = await cli(['models', 'validate', 'weekly-2026-03-02.txt'], {})

    expect(code).toBe(2)
    expect(err).toContain('is no valid tracking model')
  })
})

describe('prompts', () => {
  it('show scores, use and how often they were put right', async () => {
    const prompt = {
      ...{ id: 'extract_observations@2', label: 'stable' },
      scores: [{ metric: 'F1', value: 0.92, samples: 40, data: 'own', measuredAt: '2026-02-01' }],
      live: { calls: 10, cost: usd('0.5') },
      quality: { transitions: 8, corrected: 5, correctionRate: 0.625 },
    }
    const { out } = await cli(['prompts'], { items: [prompt, { ...prompt, id: 'judge_names@1', scores: [] }] })

    expect(out).toMatch(/extract_observations@2\s+stable\s+F1 0\.92 of 40\s+10\s+\$0\.50\s+8\s+62\.5 %/)
    expect(out).toContain('not measured')
  })
})

describe('runs', () => {
  const run = {
    ...{ id: 'run-1', meetingId: 'm', status: 'completed', progress: 100 },
    steps: [{ name: 'extract', status: 'done', attempts: 1, cost: usd('0.3') }],
    totals: { transitionCount: 2, insightCount: 1, modelCalls: 4, cost: usd('0.3000000001') },
  }

  it('show what they cost, by step and in all', async () => {
    const { out } = await cli(['runs', 'show', 'run-1'], run)

    expect(out).toMatch(/model calls\s+4\s+cost\s+\$0\.30/)
    expect(out).toMatch(/extract\s+done\s+1\s+\$0\.30/)
  })

  it('say nothing of money when no model was asked, and "unknown" when a cost is not known', async () => {
    const free = await cli(['runs', 'show', 'run-1'], {
      ...run,
      totals: { ...run.totals, modelCalls: 0, cost: usd('0') },
    })
    const dark = await cli(['runs', 'show', 'run-1'], { ...run, totals: { ...run.totals, cost: null } })

    expect(free.out).not.toContain('cost')
    expect(dark.out).toMatch(/cost\s+unknown/)
  })

  it('are compared with their estimate', async () => {
    const spent = { calls: 2, tokens: { input: 100, output: 10 }, cost: usd('0.02') }
    const { out } = await cli(['runs', 'cost', 'run-1'], {
      ...{ runId: 'run-1', costRatio: 0.5, estimated: { calls: 3, cost: usd('0.04'), wallTimeMs: 1000 } },
      actual: { ...spent, knownCost: usd('0.02'), unknownCostCalls: 0, cachedAnswers: 0, processingTimeMs: 900 },
      tasks: [{ task: 'extract_observations', estimated: { ...spent, calls: 3, cost: usd('0.04') }, actual: spent }],
    })

    expect(server()?.received[0]?.path).toBe('/v1/runs/run-1/cost')
    expect(out).toContain('2 calls, $0.020, 0.5 times the estimate of $0.040')
    expect(out).toMatch(/extract observations\s+2\s+100\s+10\s+\$0\.020\s+3\s+\$0\.040/)
  })
})
