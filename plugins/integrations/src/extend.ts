import { extensionPoint } from '@tessera/plugin-api'
import { z } from 'zod'
import { standsOut } from './contrast.ts'

const key = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/, "keys are lower case words joined by _ or -, as in 'google_drive'")

const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { message: 'write colours as six hex digits: #1a73e8', abort: true })
  .refine(standsOut, 'choose a colour with a contrast of 3:1 on white and on the dark ground')

const service = z.strictObject({
  /** Value of `service` in events. Unique over all providers. */
  key,
  title: z.string().min(1).max(60),
  color: color.optional(),
  /** Announced, but not usable yet: no events of it are expected. */
  planned: z.boolean().optional(),
})

/** A provider as lists, charts and filters show it. The contribution's key is the value of `provider` in events. */
export const providerSchema = z.strictObject({
  title: z.string().min(1).max(60),
  /** Brand-like, with a contrast of at least 3:1 on white and on the dark surface. */
  color,
  /** `oauth_app`: people connect their own account. `data_bridge`: an administrator connects a company system. */
  kind: z.enum(['oauth_app', 'data_bridge']),
  services: z.array(service),
  /** Place in lists, smallest first; providers without one follow in order of their key. */
  sortOrder: z.int().min(0).optional(),
})

export type Provider = z.infer<typeof providerSchema>

/** Where packages add providers: data only, the events they cause are posted to the events endpoint. */
export const providers = extensionPoint()('integrations/providers/v1', providerSchema)
