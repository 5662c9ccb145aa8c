import { definePlugin, importable, job, permission } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, type Records, type TenantServices } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'

export const plugin = definePlugin({
  id: 'deal-book',
  title: 'Deal book',
  permissions: {
    bring: permission({ title: 'Bring deals', description: 'Bring deals from a file.', roles: ['editor'] }),
  },
  tables: {
    deals: importable({
      title: 'Deals',
      key: ['region', 'deal_id'],
      columns: z.object({
        deal_id: z.string().min(1).max(40),
        region: z.enum(['eu', 'us']),
        amount: z.number().nullable().optional(),
        seats: z.int().default(1),
        won: z.boolean().optional(),
        closed_at: z.iso.datetime({ offset: true }).nullish(),
        day: z.iso.date().optional(),
        user_id: z.string().min(1).meta({ idOf: 'user' }).optional(),
      }),
    }),
    owners: importable({
      title: 'Owners',
      key: ['owner_id'],
      columns: z.object({ owner_id: z.uuid() }),
      needs: 'bring',
    }),
  },
  jobs: { tally: job({ title: 'Tally', per: 'tenant', follows: ['deals'], timeout: '1m' }) },
})

const follower = definePlugin({
  id: 'deal-follower',
  title: 'Deal follower',
  requires: { 'deal-book': { version: '*', optional: true } },
  jobs: { look: job({ title: 'Look', per: 'tenant', follows: ['deal-book.deals'], timeout: '1m' }) },
})
/** Follows the table of another plugin. */
export const followerServer = defineServer(follower, { jobs: { look: async () => {} } })
const { router, procedure } = pluginTrpc(plugin)

export type DealServices = TenantServices<typeof plugin>
export type Deals = Records<typeof plugin.tables>
export type Try = (ctx: DealServices) => Promise<unknown>

let attempt: Try = async () => {}
/** Says what the procedure `work` does next. */
export const next = (work: Try) => void (attempt = work)

export const server = defineServer(plugin, {
  migrations: {
    '0001': {
      up: async (db, { tenantTable }) => {
        await sql`create table deals (
          tenant_id uuid not null, deal_id varchar(40) not null, region text not null,
          amount numeric(9, 2) check (amount >= 0), seats smallint not null, won boolean, closed_at timestamptz, day date, user_id uuid,
          noted_at timestamptz not null default '2026-01-01', primary key (tenant_id, region, deal_id))`.execute(db)
        await tenantTable('deals')
        await sql`create table owners (tenant_id uuid not null, owner_id uuid not null, unique (owner_id, tenant_id))`.execute(
          db,
        )
        await tenantTable('owners')
      },
    },
  },
  jobs: { tally: async () => {} },
  routes: router({ work: procedure.query(({ ctx }) => attempt(ctx)) }),
})
