import type { Registry } from '@tessera/registry'
import { trpc } from '@tessera/plugin-api/server'
import type { AnyTRPCRouter, TRPCRouterRecord } from '@trpc/server'
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi'
import { z } from 'zod'
import { problemShape } from './shapes.ts'

type Document = ReturnType<typeof generateOpenApiDocument>

const info = {
  title: 'Tessera',
  version: '1.0.0',
  description:
    'Metrics, their definitions, and the events they are computed from. Send an API key as `Authorization: Bearer tsk_…`; ' +
    'the tenant is the one the key belongs to. Every error is a problem document (RFC 9457) with a stable `code`.',
  openApiVersion: '3.1.0' as const,
  baseUrl: '/',
  securitySchemes: {
    key: { type: 'http' as const, scheme: 'bearer', description: 'API key with the scope the endpoint needs' },
  },
}

const { $schema: _, ...problemSchema } = z.toJSONSchema(problemShape, { io: 'input' })
const problem = {
  description: 'What is wrong, and what to do',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** One answer for all errors, in the form they are really sent in. */
function withProblems(paths: NonNullable<Document['paths']>): NonNullable<Document['paths']> {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item ?? {}).map(([method, operation]: [string, unknown]) => {
          const { responses, ...rest } = Object(operation) as { responses?: Readonly<Record<string, unknown>> }
          return [method, { ...rest, responses: { 200: responses?.['200'], default: problem } }]
        }),
      ),
    ]),
  )
}

const describe = (router: AnyTRPCRouter) => generateOpenApiDocument(router as OpenApiRouter, info)

/** Describes the REST endpoints of core and plugins. A plugin whose endpoints cannot be described is left out and degraded. */
export function openapiDocument(router: AnyTRPCRouter, registry: Registry): Document {
  const { plugins = {}, ...core } = router._def.record as Readonly<Record<string, TRPCRouterRecord>>
  const describable: Record<string, TRPCRouterRecord> = {}
  for (const [id, routes] of Object.entries(plugins)) {
    try {
      describe(trpc.router({ plugins: { [id]: routes } }))
      describable[id] = routes as TRPCRouterRecord
    } catch (error) {
      registry.degrade(id, 'routes', error)
    }
  }
  // why: in one go, so that names of shared schemas are given once
  const document = describe(trpc.router({ ...core, plugins: describable }))
  const schemas = { ...document.components?.schemas, Problem: problemSchema }
  const components = { ...document.components, schemas }
  return { ...document, paths: withProblems(document.paths ?? {}), components } as Document
}
