import type { EventType } from '@tessera/plugin-api/server'
import { z } from 'zod'

const name = z.string().min(1).max(100)
const platform = z.enum(['desktop', 'mobile', 'tablet', 'api', 'other'])
const where = { platform: platform.optional(), release: name.optional() }

function byUser(properties: z.core.$ZodShape): EventType {
  return { properties: z.looseObject(properties), needsUser: true }
}

/** Event types of the plugin. Further properties are kept and ignored. */
export const events = {
  product_used: byUser({
    ...where,
    feature: name.optional(),
    active_seconds: z.int().min(0).max(86_400, 'one event tells of a day at most').optional(),
  }),
  product_error: byUser({ ...where, error_type: name.optional() }),
  product_crashed: byUser(where),
  product_experiment_exposed: byUser({ experiment: name, variant: name }),
  product_experiment_converted: byUser({ experiment: name }),
} satisfies Record<string, EventType>
