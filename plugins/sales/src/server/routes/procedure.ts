import { pluginTrpc } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'
import { plugin } from '../../plugin.ts'

export const { router, procedure } = pluginTrpc(plugin)

/** A number, or null where nothing is known. */
export const figure = z.number().nullable()

/** A moment as an ISO text in UTC. */
export const written = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
