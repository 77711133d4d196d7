import type { RequestHandler } from 'express'
import { AppError } from '../../domain/errors.ts'
import { localsOf } from '../call-context.ts'
import { type Authenticate, noValidKey } from './authenticate.ts'
import type { GuessGuard } from './rate-limit.ts'

/** Styles only: the board writes some into the page while it runs. Scripts and fonts stay its own. */
const styles = (policy: string): string => policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")

/** The queues hold ids of all tenants, so this takes a key with the scope operate, as the password of a browser's prompt or as a bearer token. */
export const boardAccess =
  (find: Authenticate, guesses: GuessGuard): RequestHandler =>
  async (request, response, next) => {
    await guesses.check(request)
    const secret = readSecret(request.header('authorization') ?? '')
    const caller = secret === undefined ? null : await find(secret)
    const locals = localsOf(response)
    locals.route = '/admin/queues'
    if (caller === null) {
      if (secret !== undefined) await guesses.failed(request)
      response.setHeader('WWW-Authenticate', 'Basic realm="throughline", charset="UTF-8"')
      throw noValidKey()
    }
    if (!caller.scopes.includes('operate'))
      throw new AppError('forbidden', 'This needs a key with the scope "operate".')
    locals.caller = caller
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Content-Security-Policy', styles(String(response.getHeader('Content-Security-Policy'))))
    next()
  }

const readSecret = (header: string): string | undefined => {
  const [, scheme = '', value = ''] = /^(basic|bearer) +(\S+)$/i.exec(header) ?? []
  if (scheme.toLowerCase() !== 'basic') return value === '' ? undefined : value
  return Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':')
}
