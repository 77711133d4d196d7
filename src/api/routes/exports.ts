import type { Response } from 'express'
import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { exportQuery } from '../../usecases/export/export-query.ts'
import { exportFormats, exportKindNames, exportKinds } from '../../usecases/export/kinds.ts'
import type { Call, Route } from '../route.ts'
import { streamRoute } from '../route.ts'
import { sendTexts } from '../send-texts.ts'

const openKinds = exportKindNames.filter((name) => name !== 'audit')

const what = z.string().meta({
  enum: openKinds,
  description: openKinds.map((name) => `${name}: ${exportKinds[name].description}`).join(' · '),
})
const format = (names: readonly string[]) => z.string().meta({ enum: [...names] })

const shared = {
  method: 'get',
  tag: 'exports',
  query: exportQuery,
  produces: ['application/x-ndjson', 'text/csv', 'text/markdown', 'text/calendar'],
  errors: ['not_found', 'rate_limited'],
  audited: true,
} as const

const description =
  'Streamed page by page and never held as a whole. It shows the record as of the version that `Record-Version` tells, ' +
  'and what else was stored by then; `Export-Point`, passed on as `point`, makes further exports end there. If a part ' +
  'cannot be had the connection breaks: an answer that ends well is complete.'

export const exportRoutes = (usecases: Usecases): Route[] => {
  const send = async (
    asked: { what: string; format: string },
    { query, caller, context }: Pick<Call<undefined, typeof exportQuery, undefined>, 'query' | 'caller' | 'context'>,
    response: Response,
  ): Promise<void> => {
    const { tenantId } = caller
    const made = await usecases.exportRows({ tenantId, signal: context.signal }, { ...asked, query })
    response.status(200).set({
      'Content-Type': made.contentType,
      'Content-Disposition': `attachment; filename="${made.fileName}"`,
      'Cache-Control': 'private, no-store',
      'Record-Version': made.version,
      'Export-Point': made.point,
    })
    await sendTexts(response, made.texts)
  }
  return [
    streamRoute({
      ...shared,
      path: '/v1/exports/audit.{format}',
      scope: 'admin',
      summary: 'Export the audit log',
      description,
      params: z.object({ format: format(exportKinds.audit.formats) }),
      stream: (call, response) => send({ what: 'audit', ...call.params }, call, response),
    }),
    streamRoute({
      ...shared,
      path: '/v1/exports/{what}.{format}',
      scope: 'read',
      summary: 'Export everything of one kind',
      description,
      params: z.object({ what, format: format(exportFormats) }),
      stream: (call, response) => send(call.params, call, response),
    }),
  ]
}
