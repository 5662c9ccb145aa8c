import { fromNodeHeaders } from 'better-auth/node'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '@tessera/plugin-api'
import { demoEmail } from '../demo/demo-people.ts'
import { serverErrors } from '../errors.ts'
import { parseInput } from '../http/parse-input.ts'
import { rates } from '../http/security.ts'
import type { Services } from '../services.ts'

const demoBody = z.strictObject({ role: z.enum(['viewer', 'editor', 'admin']) })
const passwordBody = z.object({ email: z.string().max(320), password: z.string().max(1000) })

/** Endpoints of better-auth that are reachable; all others are for the server's own use. */
const open = [
  { method: 'POST', path: '/api/auth/sign-out' },
  { method: 'POST', path: '/api/auth/change-password' },
  { method: 'GET', path: '/api/auth/get-session' },
] as const

async function pass(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null)
    const { code = 'REFUSED', message = 'the request was refused' } = Object(body) as {
      code?: string
      message?: string
    }
    throw new ProblemError(message, { code: code.toLowerCase(), status: response.status, issues: [] })
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) void reply.header('set-cookie', cookies)
  const type = response.headers.get('content-type') ?? 'application/json'
  return reply
    .code(response.status)
    .type(type)
    .header('cache-control', 'no-store')
    .send(await response.text())
}

function asRequest(request: FastifyRequest): Request {
  const url = `${request.protocol}://${request.host}${request.url}`
  const body = request.method === 'GET' ? {} : { body: JSON.stringify(request.body ?? {}) }
  const headers = fromNodeHeaders(request.headers)
  headers.delete('content-length')
  return new Request(url, { method: request.method, headers, ...body })
}

/** Sign-in by password and, where the demo is on, as a demo person with one click; sign-out. */
export function serveSignIn(fastify: FastifyInstance, services: Services): void {
  const { auth, demo } = services
  const limited = { config: { rateLimit: { max: rates.signIn, timeWindow: 60_000 } } }

  fastify.post('/api/auth/sign-in/email', limited, async (request, reply) => {
    const { email, password } = parseInput(passwordBody, request.body ?? {})
    const headers = fromNodeHeaders(request.headers)
    const response = await auth.api.signInEmail({ body: { email, password }, headers, asResponse: true })
    // why: a malformed address and a wrong password read the same to a stranger
    if (response.status === 401 || response.status === 400) throw serverErrors('credentials_wrong', {})
    return pass(reply, response)
  })
  fastify.post('/api/demo/sign-in', limited, async (request, reply) => {
    if (!demo) throw serverErrors('demo_off', {})
    const { role } = parseInput(demoBody, request.body ?? {})
    const headers = fromNodeHeaders(request.headers)
    return pass(reply, await auth.api.signInDemo({ body: { email: demoEmail(role) }, headers, asResponse: true }))
  })
  for (const { method, path } of open) {
    fastify.route({
      method,
      url: path,
      handler: async (request, reply) => pass(reply, await auth.handler(asRequest(request))),
    })
  }
}
