import type { PluginSettings } from '@tessera/plugin-api/wire'
import { z } from 'zod'

const field = z.object({
  name: z.string(),
  kind: z.enum(['integer', 'number', 'boolean', 'text', 'date', 'choice', 'json', 'secret']),
  title: z.string(),
  description: z.string(),
  unit: z.string().nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
  choices: z.array(z.string()).readonly(),
  required: z.boolean(),
  usual: z.unknown().optional(),
})

/** Settings of a plugin as the REST answer has them. */
export const settingsShape = z.object({
  plugin: z.string(),
  fields: z.array(field).readonly(),
  values: z.record(z.string(), z.unknown()),
  own: z.array(z.string()).readonly(),
  stray: z.array(z.string()).readonly(),
  secrets: z.record(z.string(), z.object({ setAt: z.string(), setBy: z.string().nullable() })),
}) satisfies z.ZodType<PluginSettings>
