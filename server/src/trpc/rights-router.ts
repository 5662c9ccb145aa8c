import { trpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { keyMakerOf } from '../identity/caller.ts'
import { answer } from '../rest/answer-schema.ts'
import type { Services } from '../services.ts'
import { tenantProcedure } from './procedures.ts'

const rightShape = z.object({
  id: z.string().meta({ examples: ['metrics:read'] }),
  plugin: z.string().nullable().describe("null for the platform's own"),
  title: z.string(),
  description: z.string(),
  held: z.boolean().describe('the caller has it'),
  givable: z.boolean().describe('the caller may make keys with it'),
})

/** A right of the tenant, and what it is to the caller. */
export type RightInfo = Readonly<z.infer<typeof rightShape>>

/** The rights there are. */
export function rightsRouter({ registry }: Services) {
  return trpc.router({
    list: tenantProcedure
      .meta({
        openapi: {
          method: 'GET',
          path: '/api/v1/rights',
          tags: ['Rights'],
          summary: 'List all rights',
          description: 'Rights of the platform and of the plugins that are enabled, and which of them the caller has.',
        },
      })
      .output(answer<readonly RightInfo[]>(z.array(rightShape)))
      .query(({ ctx }) => {
        const { mayGive } = keyMakerOf(ctx)
        return registry.rights(ctx.plugins).map(({ id, plugin, title, description }) => {
          return { id, plugin, title, description, held: ctx.scopes.has(id), givable: mayGive.has(id) }
        })
      }),
  })
}
