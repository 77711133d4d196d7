import { type Persona, Prisma } from './generated/client.ts'
import type { Tx } from './tx.ts'

export type PersonaFields = {
  code: string
  label: string
  description: string
  role: string
  goals: string[]
  guidelines: Record<string, string>
  active: boolean
}

export const listPersonas = (tx: Tx, tenantId: string, after: string | null, limit: number): Promise<Persona[]> =>
  tx.persona.findMany({
    where: { tenantId, ...(after === null ? {} : { code: { gt: after } }) },
    orderBy: { code: 'asc' },
    take: limit,
  })

export const readPersona = (tx: Tx, tenantId: string, code: string): Promise<Persona | null> =>
  tx.persona.findFirst({ where: { tenantId, code } })

export const upsertPersona = (tx: Tx, tenantId: string, { code, ...fields }: PersonaFields): Promise<Persona> =>
  tx.persona.upsert({
    where: { tenantId_code: { tenantId, code } },
    create: { tenantId, code, ...fields },
    update: fields,
  })

/** Adds personas that the tenant does not have; what somebody edited stays. */
export const seedPersonas = async (tx: Tx, tenantId: string, personas: readonly PersonaFields[]): Promise<void> => {
  const rows = personas.map(
    (p) => Prisma.sql`(${tenantId}::uuid, ${p.code}, ${p.label}, ${p.description}, ${p.role}, ${p.goals}::text[],
      ${JSON.stringify(p.guidelines)}::jsonb, ${p.active})`,
  )
  await tx.$executeRaw`
    INSERT INTO persona (tenant_id, code, label, description, role, goals, guidelines, active)
    VALUES ${Prisma.join(rows)} ON CONFLICT (tenant_id, code) DO NOTHING`
}
