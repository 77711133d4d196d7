import type pg from 'pg'

/** A secret as it is stored, and what it was sealed for. */
export type KeptSecret = { place: string; kept: string }

export const readKeptSecrets = async (client: pg.Client): Promise<KeptSecret[]> => {
  const { rows } = await client.query<KeptSecret>(
    `SELECT id::text AS place, secret AS kept FROM webhook WHERE deleted_at IS NULL
      UNION ALL SELECT id::text, previous_secret FROM webhook WHERE deleted_at IS NULL AND previous_until > now()`,
  )
  return rows
}
