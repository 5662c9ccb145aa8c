import { definePlugin } from '@tessera/plugin-api'
import { defineServer, pluginTrpc } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'

/** A plugin that reads what another one publishes. */
export const bonus = definePlugin({ id: 'bonus', title: 'Bonus', requires: { quotas: '*' } })

const { router, procedure } = pluginTrpc(bonus)

const yearShape = z.object({ year: z.int(), amount: z.number() })

export const server = defineServer(bonus, {
  routes: router({
    pot: procedure.output(z.array(yearShape)).query(({ ctx }) =>
      ctx.transaction(async (db) => {
        const { rows } = await sql<z.infer<typeof yearShape>>`
          select year, (amount / 100)::double precision as amount from quotas.yearly
          where tenant_id = ${ctx.tenant.id} order by year`.execute(db)
        return rows
      }),
    ),
  }),
})
