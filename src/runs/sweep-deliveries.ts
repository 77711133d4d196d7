import type { Producer } from '../../queues/producer.ts'
import type { Database } from '../storage/client.ts'
import {
  dispatchDueDeliveries,
  findUnclaimedDeliveries,
  redispatchDeliveries,
  touchDeliveries,
} from '../storage/sweep-deliveries.ts'
import { lookUp, whatIsLost } from './unclaimed.ts'

const batch = 500

/** Due retries, deliveries whose worker vanished, and those whose job is gone: as steps are swept. */
export const sweepDeliveries = async (
  { db, producer }: { db: Database; producer: Producer },
  suspicious: boolean,
): Promise<void> => {
  const due = await dispatchDueDeliveries(db, batch)
  const unclaimed = await findUnclaimedDeliveries(db, lookUp(suspicious), batch)
  const { lost, waiting } = whatIsLost(unclaimed, await producer.findPresence(unclaimed), suspicious)
  const again = lost.length > 0 ? await redispatchDeliveries(db, lost) : []
  if (waiting.length > 0 && !suspicious) await touchDeliveries(db, waiting)
  const jobs = [...due, ...again]
  await Promise.all(jobs.map((one) => producer.enqueueDeliveries(one.tenantId, [one.deliveryId], one.epoch)))
}
