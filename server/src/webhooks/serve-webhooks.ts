import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { webhookErrors } from '@tessera/webhooks'
import { serverErrors } from '../errors.ts'
import { leaveUnread } from '../http/leave-unread.ts'
import type { Services } from '../services.ts'

const readingMs = 30_000

/** Reads a body byte for byte, no further than it may be large: what is signed is what was sent. */
async function readRaw(request: IncomingMessage, kilobytes: number): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity')
    throw serverErrors('encoding_unsupported', { encoding: encoding.slice(0, 60), known: 'none' })
  const most = kilobytes * 1024
  const tooLarge = () => webhookErrors('webhook_too_large', { kilobytes })
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge()
  // why: one that sends a byte a minute would keep its place for ever
  const impatient = setTimeout(() => request.destroy(), readingMs)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > most) throw tooLarge()
      chunks.push(chunk)
    }
  } finally {
    clearTimeout(impatient)
  }
  return Buffer.concat(chunks, size)
}

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))

/** Serves the addresses of webhooks. Who sends to one that is not there is told so before the body is read. */
export function serveWebhooks(fastify: FastifyInstance, { webhooks }: Pick<Services, 'webhooks'>): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload))
    scope.post<{ Params: { plugin: string; name: string; token: string } }>(
      '/api/:plugin/webhooks/:name/:token',
      async (request, reply) => {
        const headers = plain(request.headers)
        let isRead = false
        try {
          const { isNew } = await webhooks.receive({
            ...request.params,
            headers,
            readRaw: (kilobytes) => {
              isRead = true
              return readRaw(request.raw, kilobytes)
            },
          })
          return await reply.code(isNew ? 202 : 200).send({ accepted: true, repeated: !isNew })
        } catch (error) {
          if (!isRead) leaveUnread(request.raw)
          throw error
        }
      },
    )
  })
}
