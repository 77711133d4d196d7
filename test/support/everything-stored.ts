import type { Redis } from 'ioredis'
import pg from 'pg'

/** Each table with those of its rows, as text, that contain one of the words; read as the owner of the server. */
export const tablesWith = async (databaseUrl: string, words: readonly string[]): Promise<Record<string, string[]>> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    )
    const found: Record<string, string[]> = {}
    for (const { name } of tables.rows) {
      const rows = await client.query<{ text: string }>(
        `SELECT t::text AS text FROM ${name} AS t WHERE t::text ILIKE ANY ($1)`,
        [words.map((word) => `%${word}%`)],
      )
      if (rows.rows.length > 0) found[name] = rows.rows.map((row) => row.text)
    }
    return found
  } finally {
    await client.end()
  }
}

/** Columns of which Postgres keeps samples, fresh ones, that contain one of the words. */
export const samplesWith = async (databaseUrl: string, words: readonly string[]): Promise<string[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('ANALYZE')
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', tablename, attname) AS name FROM pg_stats
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
          AND concat_ws(' ', most_common_vals, histogram_bounds, most_common_elems) ILIKE ANY ($1)`,
      [words.map((word) => `%${word}%`)],
    )
    return rows.map((row) => row.name)
  } finally {
    await client.end()
  }
}

/** Every key of Redis with all that is in it. */
export const redisText = async (redis: Redis): Promise<string> => {
  const parts: string[] = []
  for (const key of await redis.keys('*')) {
    const kind = await redis.type(key)
    const read: Record<string, () => Promise<unknown>> = {
      string: () => redis.get(key),
      hash: () => redis.hgetall(key),
      list: () => redis.lrange(key, 0, -1),
      set: () => redis.smembers(key),
      zset: () => redis.zrange(key, '0', '-1'),
      stream: () => redis.xrange(key, '-', '+'),
    }
    parts.push(key, JSON.stringify(await read[kind]?.()))
  }
  return parts.join('\n')
}
