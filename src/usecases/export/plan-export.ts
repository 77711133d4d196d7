import { clip } from '../../domain/clip.ts'
import { AppError } from '../../domain/errors.ts'
import { type ExportFilterName, type ExportFormat, type ExportKindName, exportKindNames, exportKinds } from './kinds.ts'

export type ExportPlan = { what: ExportKindName; format: ExportFormat }

/** Whether there is such an export, with these filters; what is wrong is named, and what there is instead. Pure. */
export const planExport = (what: string, format: string, given: readonly string[]): ExportPlan => {
  const kind = exportKindNames.find((name) => name === what)
  if (kind === undefined) throw unknown(`There is no export of ${quoted(what)}: ask for ${listed(exportKindNames)}.`)
  const { formats, filters } = exportKinds[kind]
  const found = (formats as readonly ExportFormat[]).find((name) => name === format)
  if (found === undefined) throw unknown(`There is no ${quoted(format)} of ${kind}: ask for ${listed(formats)}.`)
  // A list of tasks has action items alone.
  const taken = (filters as readonly ExportFilterName[]).filter((name) => !(isTasks(kind, found) && name === 'type'))
  const details = given
    .filter((name) => !(taken as readonly string[]).includes(name))
    .map((name) => ({
      path: `query.${name}`,
      message: `is not taken by ${kind}.${found}, which takes ${listed(taken)}`,
    }))
  const [first] = details
  if (first) throw new AppError('invalid_request', `${first.path} ${first.message}.`, { details })
  return { what: kind, format: found }
}

const isTasks = (kind: ExportKindName, format: ExportFormat): boolean => kind === 'insights' && format === 'ics'

const unknown = (message: string): AppError => new AppError('not_found', message)
const quoted = (text: string): string => JSON.stringify(clip(text, 40))
const listed = (names: readonly string[]): string => names.join(', ')
