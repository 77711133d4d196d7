import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { listPersonas, readPersona, upsertPersona } from '../../storage/personas.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { PersonaView } from '../views/setup-views.ts'

export const listPersonasQuery = z.strictObject(pageQuery)

export const personaCode = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

export const personaBody = z
  .strictObject({
    label: z.string().trim().min(1).max(80),
    description: z.string().trim().max(1000).default(''),
    role: z.string().trim().max(200).default(''),
    goals: z.array(z.string().trim().min(1).max(300)).max(20).default([]),
    guidelines: z.record(z.string().max(40), z.string().max(1000)).default({}),
    active: z.boolean().default(true).describe('Meetings can name only active personas'),
  })
  .meta({ id: 'PersonaInput' })

type Deps = { read: TenantWork; work: TenantWork }

export const createListPersonas =
  (deps: Deps) =>
  ({
    tenantId,
    cursor,
    limit,
  }: { tenantId: string } & z.infer<typeof listPersonasQuery>): Promise<Page<PersonaView>> => {
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.string()]))
    return deps.read(tenantId, async (tx) => {
      const rows = await listPersonas(tx, tenantId, after, limit + 1)
      return pageOf(rows, limit, toPersonaView, (row) => [row.code])
    })
  }

export const createReadPersona =
  (deps: Deps) =>
  ({ tenantId, code }: { tenantId: string; code: string }): Promise<PersonaView> =>
    deps.read(tenantId, async (tx) => {
      const row = await readPersona(tx, tenantId, code)
      if (row === null) throw new AppError('not_found', `There is no persona "${code}".`)
      return toPersonaView(row)
    })

export const createPutPersona =
  (deps: Deps) =>
  ({ tenantId, ...fields }: { tenantId: string; code: string } & z.infer<typeof personaBody>): Promise<PersonaView> =>
    deps.work(tenantId, async (tx) => toPersonaView(await upsertPersona(tx, tenantId, fields)))

const toPersonaView = ({
  tenantId: _tenant,
  guidelines,
  ...row
}: Awaited<ReturnType<typeof upsertPersona>>): PersonaView => ({
  ...row,
  guidelines: guidelines as Record<string, string>,
})
