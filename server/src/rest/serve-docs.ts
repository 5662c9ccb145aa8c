import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'

const require = createRequire(import.meta.url)
const swagger = dirname(require.resolve('swagger-ui-dist/package.json'))
const redoc = join(dirname(require.resolve('redoc/package.json')), 'bundles')

const page = (title: string, head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}</head><body>${body}</body></html>`

const pages = (base: string): Readonly<Record<string, string>> => ({
  '/docs': page(
    'Tessera API',
    `<link rel="icon" href="${base}/docs/favicon.png"><link rel="stylesheet" href="${base}/docs/swagger-ui.css">`,
    `<div id="swagger-ui"></div><script src="${base}/docs/swagger-ui-bundle.js"></script><script src="${base}/docs/start.js"></script>`,
  ),
  '/redoc': page(
    'Tessera API reference',
    `<link rel="icon" href="${base}/docs/favicon.png">`,
    `<div id="redoc"></div><script src="${base}/redoc/redoc.js"></script><script src="${base}/redoc/start.js"></script>`,
  ),
})

const scripts = (base: string): Readonly<Record<string, string>> => ({
  '/docs/start.js': `SwaggerUIBundle({ url: '${base}/openapi.json', dom_id: '#swagger-ui', deepLinking: true, tryItOutEnabled: true })\n`,
  '/redoc/start.js': `Redoc.init('${base}/openapi.json', { hideDownloadButtons: false }, document.getElementById('redoc'))\n`,
})

const files: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/docs/swagger-ui.css': { file: join(swagger, 'swagger-ui.css'), type: 'text/css' },
  '/docs/swagger-ui-bundle.js': { file: join(swagger, 'swagger-ui-bundle.js'), type: 'text/javascript' },
  '/docs/favicon.png': { file: join(swagger, 'favicon-32x32.png'), type: 'image/png' },
  '/redoc/redoc.js': { file: join(redoc, 'redoc.standalone.js'), type: 'text/javascript' },
}

/** ReDoc would fetch its maker's logo from the web; nothing here does. */
function content(file: string, base: string): Buffer | string {
  const bytes = readFileSync(file)
  if (!file.endsWith('redoc.standalone.js')) return bytes
  return bytes.toString().replaceAll('https://cdn.redoc.ly/redoc/logo-mini.svg', `${base}/docs/favicon.png`)
}

/** Serves the API description, and Swagger UI and ReDoc over it, from packages installed here. */
export function serveDocs(fastify: FastifyInstance, base: string, document: () => Promise<object>): void {
  let described: Promise<string> | undefined
  fastify.get('/openapi.json', async (_, reply) => {
    described ??= document().then((found) => JSON.stringify(found))
    return reply.type('application/json').send(await described)
  })
  for (const [url, html] of Object.entries(pages(base))) {
    fastify.get(url, async (_, reply) => reply.type('text/html; charset=utf-8').send(html))
  }
  for (const [url, script] of Object.entries(scripts(base))) {
    fastify.get(url, async (_, reply) => reply.type('text/javascript; charset=utf-8').send(script))
  }
  for (const [url, { file, type }] of Object.entries(files)) {
    fastify.get(url, async (_, reply) =>
      reply.type(type).header('cache-control', 'max-age=3600').send(content(file, base)),
    )
  }
}
