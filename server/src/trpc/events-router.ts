import { trpc } from '@tessera/plugin-api/server'
import { maxBatch, type IngestResult } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { answer } from '../rest/answer-schema.ts'
import { eventsPath } from '../rest/events-path.ts'
import { eventShape, ingestShape } from '../rest/shapes.ts'
import type { Services } from '../services.ts'
import { procedureFor } from './procedures.ts'

/** What an event takes, as the count of what waits sees it. */
const eventBytes = 256

/** Event ingestion, for programs with a key. */
export function eventsRouter(services: Services) {
  return trpc.router({
    add: procedureFor('events:write')
      .meta({
        // why: full batches are for the REST path, which admits them before they are read
        body: 'document',
        checksText: true,
        openapi: {
          method: 'POST',
          path: eventsPath,
          tags: ['Events'],
          summary: 'Send events',
          description:
            `Stores up to ${maxBatch} events. Each is checked alone; a wrong one is rejected alone. Sending an event ` +
            'again (same id) does nothing. When this answers, the accepted events are committed.',
        },
      })
      // why: each event is checked on its own later, so that one wrong event does not refuse the others
      .input(z.strictObject({ events: z.array(answer<unknown>(eventShape)) }))
      .output(answer<IngestResult>(ingestShape))
      .mutation(async ({ ctx, input }) => {
        const { ingestor } = services
        const place = ingestor.admit(ctx.tenant.id, input.events.length * eventBytes)
        try {
          return await ingestor.ingest(ctx.tenant.id, input.events)
        } finally {
          place.leave()
        }
      }),
  })
}
