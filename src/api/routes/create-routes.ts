import type { Usecases } from '../../usecases/create-usecases.ts'
import type { Route } from '../route.ts'
import { analyticsRoutes } from './analytics.ts'
import { deliveryRoutes } from './deliveries.ts'
import { entityRoutes } from './entities.ts'
import { entityCommandRoutes } from './entity-commands.ts'
import { erasureRoutes } from './erasures.ts'
import { exportRoutes } from './exports.ts'
import { keyRoutes } from './keys.ts'
import { manyRunsRoutes } from './many-runs.ts'
import { meetingCommandRoutes } from './meeting-commands.ts'
import { meetingPartRoutes } from './meeting-parts.ts'
import { meetingRoutes } from './meetings.ts'
import { modelRoutes } from './models.ts'
import { recordRoutes } from './record.ts'
import { reviewRoutes } from './review.ts'
import { runEventRoutes } from './run-events.ts'
import { runRoutes } from './runs.ts'
import { setupRoutes } from './setup.ts'
import { tenantRoutes } from './tenants.ts'
import { webhookRoutes } from './webhooks.ts'

/** Every route under `/v1`. What is listed here is mounted, guarded and documented; nothing else is. */
export const createRoutes = (usecases: Usecases): Route[] => [
  ...meetingRoutes(usecases),
  ...meetingPartRoutes(usecases),
  ...meetingCommandRoutes(usecases),
  ...runRoutes(usecases),
  ...manyRunsRoutes(usecases),
  ...runEventRoutes(usecases),
  // Fixed paths (`/v1/entities/import`) come before those with an id in the same place.
  ...entityCommandRoutes(usecases),
  ...entityRoutes(usecases),
  ...analyticsRoutes(usecases),
  ...recordRoutes(usecases),
  ...reviewRoutes(usecases),
  ...modelRoutes(usecases),
  ...exportRoutes(usecases),
  ...keyRoutes(usecases),
  ...erasureRoutes(usecases),
  ...setupRoutes(usecases),
  ...tenantRoutes(usecases),
  ...webhookRoutes(usecases),
  ...deliveryRoutes(usecases),
]
