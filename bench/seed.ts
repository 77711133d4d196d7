import type { Client } from 'pg'

export type SeedOptions = { tenantId: string; transitions: number; entities: number; meetings: number }

/** The instant of the i-th seeded transition: one a minute from 2020 on. */
const epoch = "timestamptz '2020-01-01 00:00:00+00'"

/**
 * Fills one tenant with a history of the wanted size, set-based, in the shapes that the pipeline writes: every
 * tenth entity is hot and holds a fifth of all transitions, 5 % are superseded, and there are 1.5 observations
 * per transition.
 */
export const seedHistory = async (client: Client, options: SeedOptions): Promise<void> => {
  const { tenantId, transitions, entities, meetings } = options
  await client.query("SELECT set_config('tl.tenant', $1, false)", [tenantId])
  const run = (sql: string, ...values: unknown[]) => client.query(sql, [tenantId, ...values])

  await run(
    `INSERT INTO meeting (id, tenant_id, identity, source, content_hash, title, type, occurred_at, precision, time_zone,
       order_key, generation, live_generation, revision, live_revision, trace_id)
     SELECT ${uuidOf(`'m' || i`)}, $1::uuid, 'ext:bench:' || i, 'bench', md5('c' || i), 'Seeded meeting ' || i, 'meeting',
       ${epoch} + i * ($3 * interval '1 minute'), 'instant', 'UTC', ${orderKey(`(i * $3::bigint)`)}, 1, 1, 1, 1, md5('t' || i)
     FROM generate_series(1, $2::int) i`,
    meetings,
    Math.max(1, Math.floor(transitions / meetings)),
  )
  await run(
    `INSERT INTO name (id, tenant_id, type, scope, key, surface, first_key, names_version, entity_id)
     SELECT ${uuidOf(`'e' || i`)}, $1::uuid, 'task', 'tenant', 'seeded ' || i, 'Seeded ' || i, ${orderKey('0')}, 1, ${uuidOf(`'e' || i`)}
     FROM generate_series(1, $2::int) i`,
    entities,
  )
  await run(
    `INSERT INTO entity (id, tenant_id, type, name, first_seen, last_seen, folded_key, version)
     SELECT ${uuidOf(`'e' || i`)}, $1::uuid, 'task', 'Seeded ' || i, ${epoch}, ${epoch} + $3 * interval '1 minute',
       ${orderKey('$3::bigint')}, 1
     FROM generate_series(1, $2::int) i`,
    entities,
    transitions,
  )
  await run(
    `INSERT INTO transition (id, tenant_id, entity_id, type, dim, from_value, to_value, from_since, valid_at, order_key,
       meeting_id, category, reason, reason_source, confidence, evidence, engine_version, version, recorded_at, superseded_at,
       superseded_version)
     SELECT ${uuidOf(`'x' || i`)}, $1::uuid, ${uuidOf(`'e' || ${entityOf('i')}`)}, 'task', 'status',
       (ARRAY['planned','in_progress','blocked','completed'])[1 + (i - 1) % 4],
       (ARRAY['planned','in_progress','blocked','completed'])[1 + i % 4],
       ${epoch} + (i - 1) * interval '1 minute', ${epoch} + i * interval '1 minute', ${orderKey('i')},
       ${uuidOf(`'m' || 1 + i % $4::int`)}, 'progress', 'seeded', 'pattern', 80,
       '[{"segmentIndex":0,"speaker":"Ana","startMs":null,"quote":"seeded"}]', 'bench', i,
       ${epoch} + i * interval '1 minute', CASE WHEN i % 20 = 0 THEN ${epoch} + (i + 5) * interval '1 minute' END,
       CASE WHEN i % 20 = 0 THEN i + 5 END
     FROM generate_series(1, $2::int) i, (SELECT $3::int AS entities) p`,
    transitions,
    entities,
    meetings,
  )
  await run(
    `INSERT INTO state (tenant_id, entity_id, dim, type, value, since, order_key, confidence, evidence, version)
     SELECT DISTINCT ON (entity_id) tenant_id, entity_id, dim, type, to_value, valid_at, order_key, 80, evidence, version
     FROM transition WHERE tenant_id = $1::uuid AND superseded_at IS NULL ORDER BY entity_id, order_key DESC`,
  )
  await run(
    `INSERT INTO observation (id, tenant_id, meeting_id, generation, segment, ordinal, order_key, stated_name, name_id, dim, op,
       value, modality, confidence, cue, quote)
     SELECT ${uuidOf(`'o' || i`)}, $1::uuid, ${uuidOf(`'m' || 1 + i % $4::int`)}, 1, 0, 0, ${orderKey('i')},
       ${uuidOf(`'e' || ${entityOf('i')}`)}, ${uuidOf(`'e' || ${entityOf('i')}`)}, 'status', 'set', 'in_progress', 'asserted', 80,
       'seeded', 'seeded'
     FROM generate_series(1, $2::int) i, (SELECT $3::int AS entities) p`,
    Math.floor(transitions * 1.5),
    entities,
    meetings,
  )
  await run(
    `INSERT INTO tenant_head (tenant_id, version, names_version) VALUES ($1::uuid, $2::bigint, 1)
     ON CONFLICT (tenant_id) DO UPDATE SET version = EXCLUDED.version, names_version = EXCLUDED.names_version`,
    transitions + 10,
  )
  await client.query('ANALYZE')
}

/** Every fifth transition falls on one of the first `entities / 500` hot entities, the rest spread evenly. */
const entityOf = (i: string) =>
  `(CASE WHEN ${i} % 5 = 0 THEN 1 + (${i} / 5) % GREATEST(1, p.entities / 500) ELSE 1 + ${i} % p.entities END)`

const orderKey = (minutes: string) =>
  `lpad((62167219200000 + 1577836800000 + ${minutes}::bigint * 60000)::text, 15, '0') || '1000000.' || md5('seed') || '.000001.0000'`

/** A valid version-5 UUID made from the MD5 of a SQL expression, so that ids can be told again without looking them up. */
function uuidOf(expression: string): string {
  return `overlay(overlay(md5(${expression}) placing '5' from 13 for 1) placing 'a' from 17 for 1)::uuid`
}
