import { pluginErrors, ProblemError } from '@tessera/plugin-api'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Logger } from 'pino'
import { serverErrors } from '../errors.ts'
import { leaveUnread } from './leave-unread.ts'
import { reportError } from './log-unexpected.ts'
import { problemDocument } from './problem-of.ts'
import { retryAfterOf } from './retry-after.ts'

/** Sends a problem document. */
export function sendProblem(reply: FastifyReply, problem: ProblemError): FastifyReply {
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  // why: without the rest of the body on its way, its sender can go on with the same connection
  const goesBy = leaveUnread(reply.request.raw)
  if (goesBy && reply.hasHeader('connection')) void reply.removeHeader('connection')
  const retryAfter = retryAfterOf([problem])
  if (retryAfter !== null) void reply.header('retry-after', retryAfter)
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem)))
}

function fromFastify(error: Error & { readonly code?: string; readonly statusCode?: number }): ProblemError | null {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return serverErrors('media_type_unsupported', {})
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return serverErrors('body_missing', {})
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return pluginErrors('body_malformed', { reason: 'it is not JSON' })
  }
  if (error instanceof SyntaxError) return pluginErrors('body_malformed', { reason: error.message })
  const status = error.statusCode ?? 500
  return status >= 400 && status < 500 ? serverErrors('request_invalid', { reason: error.message }) : null
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function sendNotFound(fastify: FastifyInstance, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '/'
  const { method } = request
  const known = methods.filter((other) => fastify.findRoute({ method: other, url: path }) !== null)
  // why: a page that is there and has nothing for programs is not there for them
  const isKnown = fastify.findRoute({ method: method as HTTPMethods, url: path }) !== null
  if (known.length === 0 || isKnown) return sendProblem(reply, serverErrors('not_found', { method, path }))
  const allowed = known.join(', ')
  return sendProblem(reply.header('allow', allowed), serverErrors('method_not_allowed', { method, path, allowed }))
}

/** Answers a request whose address no route can be looked up by. */
export function replyToUnreadable(error: Error, _request: unknown, reply: unknown): void {
  const tooLong = (error as { code?: string }).code === 'FST_ERR_MAX_PARAM_LENGTH'
  const problem = tooLong ? serverErrors('address_too_long', {}) : serverErrors('address_malformed', {})
  void sendProblem(reply as FastifyReply, problem)
}

/** Makes every error of an HTTP server a problem document; unknown pages go to `page` first. */
export function replyWithProblems(
  fastify: FastifyInstance,
  log: Logger,
  page: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null,
): void {
  fastify.setErrorHandler((error, request, reply) => {
    const known = error instanceof Error && error.name !== 'ProblemError' ? fromFastify(error) : null
    return sendProblem(
      reply,
      known ?? reportError(log, error, `${request.method} ${request.routeOptions.url ?? request.url}`),
    )
  })
  fastify.setNotFoundHandler((request, reply) => page(request, reply) ?? sendNotFound(fastify, request, reply))
}
