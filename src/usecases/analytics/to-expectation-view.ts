import type { Expectation } from '../../domain/forecast/forecast-dimension.ts'
import type { ExpectationView } from '../views/forecast-views.ts'
import { isoOfMs } from './iso-of-ms.ts'

export const toExpectationView = ({ sinceMs, ...expectation }: Expectation): ExpectationView => ({
  ...expectation,
  since: isoOfMs(sinceMs),
})
