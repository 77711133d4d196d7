import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { Cut } from '../../storage/export/cut.ts'

/** A cut as clients pass it on: `412@2026-03-04T10:15:00.000Z`. */
export const encodePoint = ({ version, at }: Cut): string => `${version}@${at.toISOString()}`

/** The cut that an earlier export had; nothing can be asked for that is not there yet. */
export const decodePoint = (text: string, now: Cut): Cut => {
  const [version = '', instant = ''] = text.split('@')
  const at = z.iso.datetime().safeParse(instant)
  const known =
    /^\d{1,18}$/.test(version) && at.success && BigInt(version) <= now.version && new Date(at.data) <= now.at
  if (known) return { version: BigInt(version), at: new Date(instant) }
  const message = 'is not what Export-Point said'
  throw new AppError('invalid_request', `point ${message}.`, { details: [{ path: 'query.point', message }] })
}
