import type pg from 'pg'
import type { RecordFacts } from '../../../../src/domain/record/rebuild.ts'
import { expectedPicture } from './picture.ts'
import { readPicture } from './read-picture.ts'

/** Where the record of a tenant is not what its facts say; nothing when it is. */
export const differences = async (
  admin: pg.Client,
  facts: RecordFacts,
): Promise<{ missing: string[]; extra: string[]; astray: object[] }> => {
  const expected = expectedPicture(facts)
  const found = await readPicture(admin, facts.tenantId)
  const without = (lines: readonly string[], others: readonly string[]): string[] => {
    const known = new Set(others)
    return lines.filter((line) => !known.has(line))
  }
  const [wanted, had] = [
    [...expected.digest, ...expected.details],
    [...found.digest, ...found.details],
  ]
  return {
    missing: without(wanted, had),
    extra: had.length > wanted.length && without(had, wanted).length === 0 ? had : without(had, wanted),
    astray: found.redirects.filter(({ id, target }) => expected.leadsTo(id) !== target),
  }
}

export const noDifferences = { missing: [], extra: [], astray: [] }
