import { isUtf8 } from 'node:buffer'
import express, { type RequestHandler } from 'express'
import { AppError } from '../../domain/errors.ts'
import { refuseShape } from '../json-shape.ts'

/**
 * `strict: false` because `5` and `null` are JSON: the schema refuses them by name. What was packed is unpacked no further
 * than `maxBytes`, and bytes are looked at before anything is built of them.
 */
export const jsonBody = (maxBytes: number): RequestHandler =>
  express.json({
    limit: maxBytes,
    strict: false,
    type: ['application/json', 'application/*+json'],
    verify: (_request, _response, body: Buffer, encoding: string) => {
      if (encoding !== 'utf-8') throw new AppError('unsupported_media_type', 'Send the body as UTF-8.')
      if (!isUtf8(body)) throw new AppError('invalid_json', 'The body is not valid UTF-8.')
      refuseShape(body)
    },
  })
