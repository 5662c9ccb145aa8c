import { fileAnswer, type ProcedureMeta } from '@tessera/plugin-api/server'
import { answerJson } from '@tessera/query'
import { callTRPCProcedure, type AnyTRPCProcedure, type AnyTRPCRouter } from '@trpc/server'
import type { FastifyInstance } from 'fastify'
import { serverErrors } from '../errors.ts'
import { requestSignal } from '../http/request-signal.ts'
import { admitCallers } from '../identity/admit-callers.ts'
import { readCaller } from '../identity/caller.ts'
import type { Services } from '../services.ts'
import { assertKnownFields } from './unknown-fields.ts'

/** A procedure that is also a REST endpoint. */
export interface Endpoint {
  readonly name: string
  readonly procedure: AnyTRPCProcedure
  readonly openapi: NonNullable<ProcedureMeta['openapi']>
  /** Plugin it belongs to, null for core's. */
  readonly plugin: string | null
}

/** Procedures of a router that carry a REST path. */
export function endpointsOf(router: AnyTRPCRouter): Endpoint[] {
  const procedures = router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>
  return Object.entries(procedures).flatMap(([name, procedure]) => {
    const meta: ProcedureMeta = procedure._def.meta ?? {}
    return meta.openapi ? [{ name, procedure, openapi: meta.openapi, plugin: meta.plugin ?? null }] : []
  })
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/**
 * Serves one procedure at its REST path: input from the query, the JSON body of all but GET and DELETE, and the path, the later over
 * the earlier, the answer as JSON or as a file, errors as problem documents. Fields that its input does not name are refused.
 */
export function serveEndpoint(
  fastify: FastifyInstance,
  services: Services,
  route: { readonly router: AnyTRPCRouter; readonly endpoint: Endpoint },
): void {
  const { router, endpoint } = route
  const { method, path } = endpoint.openapi
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const isFile = (endpoint.procedure._def.meta as ProcedureMeta | undefined)?.file === true
  const takesInput = endpoint.procedure._def.inputs.length > 0
  const ofPath = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
  fastify.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { admission: admitCallers(services, () => [endpoint.procedure]) },
    handler: async (request, reply) => {
      const { body } = request
      const signal = requestSignal(reply)
      const ctx = await readCaller(services, { id: request.id, headers: request.headers, signal })
      const query = asObject(request.query)
      if (!takesInput) assertKnownFields(endpoint.procedure, query, ofPath)
      const input = async () => {
        if (!takesInput) return undefined
        const isInQuery = !hasBody || (body === undefined && Object.keys(query).length > 0)
        if (!isInQuery && body === undefined) throw serverErrors('body_missing', {})
        if (!isInQuery && (typeof body !== 'object' || Array.isArray(body))) return body
        // why: what stands in the address is asked for as much as what stands in the body, and not to be passed over
        const all = { ...query, ...(isInQuery ? {} : asObject(body)), ...asObject(request.params) }
        assertKnownFields(endpoint.procedure, all, ofPath)
        return all
      }
      const type = endpoint.procedure._def.type
      const call = { router, path: endpoint.name, getRawInput: input, ctx, type, signal, batchIndex: 0 }
      const data: unknown = await callTRPCProcedure(call)
      if (isFile) {
        const { name, type: mediaType, text } = fileAnswer.parse(data)
        return reply
          .type(`${mediaType}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(text)
      }
      return reply.type('application/json').send(answerJson(data))
    },
  })
}
