import { createRequire } from 'node:module'
import path from 'node:path'
import { Router } from 'express'

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Throughline API</title>
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const start = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
})
`

const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

/** The document to read and try out, from our own files only: no script or font comes from elsewhere. */
export const docs = (): Router => {
  const require = createRequire(import.meta.url)
  const folder = path.dirname(require.resolve('swagger-ui-dist/package.json'))
  const router = Router()
  router.get('/', (_request, response) => {
    response.type('html').send(page)
  })
  router.get('/start.js', (_request, response) => {
    response.type('text/javascript').send(start)
  })
  for (const file of files) {
    router.get(`/${file}`, (_request, response) => {
      response.sendFile(file, { root: folder, maxAge: '1d' })
    })
  }
  return router
}
