import type { FastifyInstance, FastifyRequest } from 'fastify'
import { bodyLimits, type BodyLimits } from './body-limits.ts'
import { leaveUnread } from './leave-unread.ts'
import { readBody } from './read-body.ts'
import { assertExact, textOf } from '@tessera/plugin-api/server'

/**
 * Says, before any of a body is read, how much of it is; null leaves all of it unread, because the endpoint is going to refuse
 * its sender.
 */
export type Admission = (request: FastifyRequest) => Promise<BodyLimits | null>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Left out: a small body, from anybody. */
    readonly admission?: Admission
  }
}

async function admittedBody(request: FastifyRequest): Promise<string | undefined> {
  const { admission } = request.routeOptions.config
  const limits = request.is404 ? null : admission ? await admission(request) : bodyLimits.small
  if (!limits) {
    leaveUnread(request.raw)
    return undefined
  }
  const text = textOf(await readBody(request.raw, limits))
  assertExact(text)
  return text
}

/** Reads bodies of JSON as text and of nothing else, each within its limits; tRPC parses it. */
export function readBodiesAsText(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', async (request: FastifyRequest) => (await admittedBody(request)) ?? '')
}

/** Reads bodies of JSON and of nothing else, each within its limits. */
export function readBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error')
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('application/json', async (request: FastifyRequest) => {
    const body = await admittedBody(request)
    if (body === undefined) return undefined
    return new Promise<unknown>((parsed, fail) => {
      void parse(request, body, (error, value) => (error ? fail(error) : parsed(value)))
    })
  })
}
