import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type TrackingModel, trackingModelSchema } from '../../domain/tracking-model/model.ts'
import { usageError } from '../errors.ts'

/** The tracking model in a file; JSON is YAML as well. Says what is wrong and where. */
export const loadTrackingModel = async (deps: { cwd: string }, file: string): Promise<TrackingModel> => {
  let value: unknown
  try {
    value = parse(await readFile(resolve(deps.cwd, file), 'utf8'))
  } catch (error) {
    throw usageError(`${file} cannot be read as JSON or YAML: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null)
    throw usageError(`${file} holds no tracking model, neither as JSON nor as YAML.`)
  const parsed = trackingModelSchema.safeParse(value)
  if (!parsed.success) throw usageError(`${file} is no valid tracking model:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
