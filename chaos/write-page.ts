import type { ChaosResult } from './render.ts'
export const writePage = async (_result: ChaosResult): Promise<void> => {}
