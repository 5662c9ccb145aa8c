import { pluginErrors } from '@tessera/plugin-api'
import { readFileRows, upsertRows, type FileFormat } from '@tessera/records'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serverErrors } from '../errors.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { readBody } from '../http/read-body.ts'
import { requestSignal } from '../http/request-signal.ts'
import { readCaller, readIdentity } from '../identity/caller.ts'
import { recordsPath } from '../rest/records-path.ts'
import type { Services } from '../services.ts'
import { noteImport } from '../trpc/note-import.ts'
import { placeFor, tableFor, type NamedTable } from '../trpc/reach-table.ts'

/** A body that has its place among those that wait. */
interface Admitted {
  readonly body: Buffer
  readonly format: FileFormat
  readonly leave: () => void
}

const formats: Readonly<Record<string, FileFormat>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'text/csv': 'csv',
}
const { batch } = bodyLimits
const readingMs = 60_000

/** How many bytes a request announces; the most there may be where that does not say how many come out. */
function bytesOf({ headers }: FastifyRequest): number {
  return headers['content-encoding'] === undefined ? Number(headers['content-length'] ?? batch.bytes) : batch.bytes
}

function formatOf({ headers }: FastifyRequest): FileFormat {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1)
  return formats[type.trim().toLowerCase()] ?? 'json'
}

/** Whether rows are only looked at. What is no clear answer is refused: it may be meant as yes, and rows would be stored. */
function isCheck({ check: asked, ...others }: { readonly check?: unknown }): boolean {
  const [other] = Object.keys(others)
  if (other !== undefined) throw pluginErrors('input_invalid', { first: `${other}: is not known; write one of: check` })
  if (asked === undefined || asked === 'false') return false
  if (asked === 'true') return true
  throw serverErrors('option_invalid', { option: 'check', expected: 'true or false' })
}

/**
 * Serves the door of rows: JSON, a JSON object in each line, or CSV. Who may not write, or has too much waiting already, is told so before
 * the body is read. With `?check=true` it says what it would do and stores nothing.
 */
export function serveRecords(fastify: FastifyInstance, services: Services): void {
  const { ingestor } = services
  const admit = async (request: FastifyRequest): Promise<Admitted> => {
    const caller = await readIdentity(services, request.headers)
    const asked = { ...(request.params as NamedTable), to: 'write' } as const
    const { tenantId } = tableFor(services, caller, asked)
    const format = formatOf(request)
    const { leave } = ingestor.admit(tenantId, bytesOf(request))
    // why: room that is taken and not used would keep out others
    const impatient = setTimeout(() => request.raw.destroy(), readingMs)
    try {
      // why: brackets in CSV are text
      const limits = format === 'csv' ? { ...batch, levels: Infinity } : batch
      return { body: await readBody(request.raw, limits), format, leave }
    } catch (error) {
      leave()
      throw error
    } finally {
      clearTimeout(impatient)
    }
  }

  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    for (const type of Object.keys(formats)) scope.addContentTypeParser(type, admit)
    scope.route<{ Body: Admitted | undefined; Params: NamedTable; Querystring: { check?: unknown } }>({
      method: ['PUT', 'POST'],
      url: recordsPath.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const { body: admitted, params, headers, id } = request
        try {
          const ctx = await readCaller(services, { id, headers, signal: requestSignal(reply) })
          const place = placeFor(services, ctx, { ...params, to: 'write' })
          if (!admitted?.body.length) throw serverErrors('body_missing', {})
          const { rows, lines } = await readFileRows(place.table, admitted.body, admitted.format)
          const check = isCheck(request.query)
          const counts = await upsertRows(place, rows, { lines, check })
          if (!check) await noteImport(services, ctx, { ...params, counts })
          return counts
        } finally {
          admitted?.leave()
        }
      },
    })
  })
}
