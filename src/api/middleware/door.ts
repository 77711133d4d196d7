import type { RequestHandler } from 'express'
import { AppError } from '../../domain/errors.ts'

const longestAddress = 8_000
const mostHeaders = 100

/** What no honest client sends, refused before anything looks at it. The bytes of all headers are limited by the server. */
export const door = (): RequestHandler => (request, _response, next) => {
  if (request.url.length > longestAddress)
    throw new AppError('address_too_long', `The address is longer than ${longestAddress} characters.`)
  if (request.rawHeaders.length / 2 > mostHeaders)
    throw new AppError('headers_too_large', `There are more than ${mostHeaders} headers.`)
  next()
}
