import { availableParallelism, loadavg } from 'node:os'

/**
 * How many times slower things may be because others want the processors too; 1 on a machine of one's own. A world keeps
 * twice as many processes ready to run as there are processors by itself.
 */
export const crowding = (): number => Math.max(1, (loadavg()[0] ?? 0) / (2 * availableParallelism()))
