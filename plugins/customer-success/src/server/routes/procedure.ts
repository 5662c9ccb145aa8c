import { pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { plugin } from '../../plugin.ts'

export const { router, procedure } = pluginTrpc(plugin)

/** A number, or null where nothing is known. */
export const figure = z.number().nullable()

/** Days that periods of the paths stand for. */
export const periods = { '7d': 7, '30d': 30, '90d': 90, '1y': 365 } as const

/** So many complete days; 30 when left out. */
export const period = z.enum(['7d', '30d', '90d', '1y']).default('30d')

/** A switch in an address: `true` or `1`. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .default('false')
  .transform((text) => text === 'true' || text === '1')

/** The range of a period. */
export const rangeOf = (name: z.output<typeof period>) => ({ last: periods[name], unit: 'day' }) as const
