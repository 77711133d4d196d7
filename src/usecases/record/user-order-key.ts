import type { RecordSession } from '../../record/session.ts'

/** Later than any meeting: a spelling of a user does not become the face of a thing that was heard of before. */
export const userOrderKey = ({ next }: RecordSession): string => `9${String(next.version).padStart(14, '0')}`
