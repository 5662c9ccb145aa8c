import type { Registry } from '@tessera/registry'
import { trpc, type ProcedureMeta } from '@tessera/plugin-api/server'
import type { AnyTRPCProcedure, AnyTRPCRouter, TRPCRouterRecord } from '@trpc/server'
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import { refusals, withRefusals } from './answers.ts'
import { danglingReferences, hoistDefinitions, type Json } from './hoist-definitions.ts'
import { problemShape } from './shapes.ts'

const description =
  'Metrics, their definitions, and the events they are computed from. Send an API key as `Authorization: Bearer tsk_…`; ' +
  'the tenant is the one the key belongs to. Every error is a problem document (RFC 9457) with a stable `code`.'

const options = {
  title: 'Tessera',
  version: '1.0.0',
  description,
  openApiVersion: '3.1.0' as const,
  securitySchemes: {
    key: { type: 'http' as const, scheme: 'bearer', description: 'API key with the scope the endpoint needs' },
  },
}

const license = { name: 'Apache License 2.0', identifier: 'Apache-2.0' }

const { $schema: _, ...problemSchema } = z.toJSONSchema(problemShape, { io: 'input' })

/** Leaves out the components that nothing refers to. */
function used(schemas: Json, paths: Json): Json {
  const text = JSON.stringify([paths, schemas, refusals])
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => text.includes(`"#/components/schemas/${name}"`)))
}

/** Says of endpoints whose answer is a file that it is text, whatever its media type. */
function withFile(operation: Json, isFile: boolean): Json {
  if (!isFile) return operation
  const responses: Json = Object(operation['responses'])
  const file = { content: { 'text/*': { schema: { type: 'string' } } } }
  return { ...operation, responses: { ...responses, 200: { ...Object(responses['200']), ...file } } }
}

/** Method and path of the procedures whose answer is a file. */
function filesOf(router: AnyTRPCRouter): ReadonlySet<string> {
  const procedures = Object.values(router._def.procedures as Readonly<Record<string, AnyTRPCProcedure>>)
  return new Set(
    procedures.flatMap((procedure) => {
      const { file, openapi }: ProcedureMeta = procedure._def.meta ?? {}
      return file && openapi ? [`${openapi.method.toLowerCase()} ${openapi.path}`] : []
    }),
  )
}

function describe(router: AnyTRPCRouter, basePath: string): Json {
  const all = { ...options, baseUrl: basePath || '/' }
  const { info, components, paths, ...rest } = generateOpenApiDocument(router as OpenApiRouter, all)
  const files = filesOf(router)
  const operations = Object.fromEntries(
    Object.entries(paths ?? {}).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item ?? {}).map(([method, one]) => [
          method,
          withFile(withRefusals(path, Object(one)), files.has(`${method} ${path}`)),
        ]),
      ),
    ]),
  )
  const hoisted = hoistDefinitions(operations, { ...components?.schemas, Problem: problemSchema })
  const document = {
    ...rest,
    info: { ...info, license },
    paths: hoisted.paths,
    components: { ...components, schemas: used(hoisted.schemas, hoisted.paths), responses: refusals },
  }
  const [dangling] = danglingReferences(document)
  if (dangling !== undefined) throw serverErrors('reference_dangling', { reference: dangling })
  return document
}

/** Describes the REST endpoints of core and plugins. A plugin whose endpoints cannot be described is left out and degraded. */
export function openapiDocument(router: AnyTRPCRouter, registry: Registry, basePath: string): Json {
  const { plugins = {}, ...core } = router._def.record as Readonly<Record<string, TRPCRouterRecord>>
  const describable: Record<string, TRPCRouterRecord> = {}
  for (const [id, routes] of Object.entries(plugins)) {
    try {
      describe(trpc.router({ plugins: { [id]: routes } }), basePath)
      describable[id] = routes as TRPCRouterRecord
    } catch (error) {
      registry.degrade(id, 'routes', error)
    }
  }
  // why: in one go, so that names of shared schemas are given once
  return describe(trpc.router({ ...core, plugins: describable }), basePath)
}
