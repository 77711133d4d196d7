import type { CallFigures } from '../../storage/call-figures.ts'
import { costOf, dollars, shareOf, toTokens } from '../views/money.ts'

/** The figures that every report on calls shares. */
export const toFigures = (row: CallFigures) => ({
  calls: row.calls,
  unsentCalls: row.unsentCalls,
  tokens: toTokens(row),
  unknownTokenCalls: row.unknownTokenCalls,
  cost: costOf(row),
  unknownCostCalls: row.unknownCostCalls,
  knownCost: dollars(row.knownCost),
  successShare: shareOf(row.okCalls, row.calls),
})
