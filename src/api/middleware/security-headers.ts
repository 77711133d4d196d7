import type { RequestHandler } from 'express'
import helmet from 'helmet'

const self = "'self'"

/** Pages of ours (docs, queues) load their own files and nothing else; JSON needs nothing at all. */
export const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [self],
        styleSrc: [self],
        imgSrc: [self, 'data:'],
        fontSrc: [self],
        connectSrc: [self],
        manifestSrc: [self],
        baseUri: [self],
        formAction: [self],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // The product is often reached over plain HTTP on a laptop: whoever terminates TLS sets this one.
    strictTransportSecurity: false,
  })
