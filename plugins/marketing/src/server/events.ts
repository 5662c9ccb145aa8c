import type { EventType } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { devices, keysOf } from '../choices.ts'

const text = z.string().min(1).max(200)
const ofVisit = {
  /** The visit it belongs to, by an id that the website gives it. */
  visit: text,
  visitor: text.optional(),
  channel: z.string().min(1).max(60).optional(),
  device: z.enum(keysOf(devices)).optional(),
  engaged_seconds: z.int().min(0).max(86_400, 'one event tells of a day at most').optional(),
}
const type = (more: z.core.$ZodShape = {}): EventType => ({ properties: z.looseObject({ ...ofVisit, ...more }) })

/** Event types of the plugin. Further properties are kept and ignored. */
export const events = {
  web_page_viewed: type({ page: text }),
  web_page_left: type(),
  web_key_event: type({ name: text.optional() }),
} satisfies Record<string, EventType>
