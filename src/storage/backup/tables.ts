import type pg from 'pg'
import { AppError } from '../../domain/errors.ts'
import type { BackupTable } from './format.ts'

/** What the next hour makes anew: answers kept for a while, how fast providers may be asked just now. */
const passing = ['model_answer', 'model_limit', 'model_slot']
const notRows = '_prisma_migrations'

type Ordered = BackupTable & {
  /** The columns of its key, as they are sorted by. */
  order: string[]
}

/** Tables with what has to be kept, those of later versions too, by name. */
export const listBackupTables = async (client: pg.ClientBase): Promise<Ordered[]> => {
  const { rows } = await client.query<Ordered>(
    `SELECT c.relname AS table,
            ARRAY(SELECT a.attname::text FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
            ARRAY(SELECT quote_ident(a.attname) || CASE WHEN a.atttypid = 'text'::regtype THEN ' COLLATE "C"' ELSE '' END
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum ORDER BY place) AS order
       FROM pg_class c LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1)
      ORDER BY 1`,
    [[notRows, ...passing]],
  )
  return rows
}

/** Every ordinary table beside Prisma's own that has a row, with how many; what is passing does not count. */
export const countRows = async (client: pg.ClientBase, tables: readonly string[]): Promise<Record<string, number>> => {
  const counted: Record<string, number> = {}
  for (const table of tables) {
    const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM public.${quoted(table)}`)
    counted[table] = Number(rows[0]?.n)
  }
  return counted
}

/** Rows as text that is the same wherever and whenever the same rows are read. */
export const copyOut = ({ table, columns, order }: Ordered): string =>
  `COPY (SELECT ${columns.map(quoted).join(', ')} FROM public.${quoted(table)}${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''}) TO STDOUT`

export const copyIn = ({ table, columns }: BackupTable): string =>
  `COPY public.${quoted(table)} (${columns.map(quoted).join(', ')}) FROM STDIN`

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Settings that decide how values are written, and that reading takes as long as it takes. */
export const readAll = `
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '30s'; SET tl.backup = 'on';
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1;
  SET bytea_output = 'hex'; SET client_encoding = 'UTF8'`

/** Refuses a user that row-level security would show a part of the rows to: the backup would look whole. */
export const mustSeeEverything = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_class c JOIN pg_roles me ON me.rolname = current_user
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
        AND NOT me.rolsuper AND NOT me.rolbypassrls
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'backup'
                           AND EXISTS (SELECT FROM unnest(p.polroles) AS one (role) WHERE pg_has_role(one.role, 'USAGE')))
      ORDER BY 1`,
  )
  if (rows.length === 0) return
  throw new AppError(
    'forbidden',
    `Row-level security hides rows of ${rows.map((row) => row.table).join(', ')} from this user of the database. ` +
      'Make backups as the user who owns the tables, after `throughline migrate`, or as one with BYPASSRLS.',
  )
}
