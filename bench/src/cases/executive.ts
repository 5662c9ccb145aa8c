import { join } from 'node:path'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { Explanation, MetricQuery } from '@tessera/plugin-api/wire'
import { panelQuery, trendQuery, type PageTime } from '@tessera/registry/web'
import { findTenant } from '@tessera/tenancy'
import pg from 'pg'
import { readConfig } from '../../../server/src/config.ts'
import type { Services } from '../../../server/src/services.ts'
import { createApp } from '../../../server/src/start/app.ts'
import { makeLog } from '../../../server/src/start/make-log.ts'
import type { BenchCase } from '../bench-case.ts'
import { secret } from '../database/bench-database.ts'
import { withEmptyDatabase } from '../database/empty-database.ts'
import { productRequest } from '../load/batch.ts'
import { keyOf } from '../load/key-of.ts'
import { openCaller } from '../load/send.ts'
import { interleave } from '../measure/interleave.ts'
import { median, quantile } from '../measure/quantile.ts'
import { atMost, type Figure } from '../report/figure.ts'

const root = join(import.meta.dirname, '../../../')
const board = 'company-overview.executive'
const days = 30
/** As many as the server has. */
const connections = 10

/** What the page of the dashboard asks for, `back` days before the tenant's now. */
function questionsOf({ registry }: Services, tenant: TenantContext, back: number): readonly MetricQuery[] {
  const plugins = new Set(registry.order)
  const end = Temporal.Instant.fromEpochMilliseconds((tenant.asOf ?? new Date()).getTime())
    .toZonedDateTimeISO(tenant.timeZone)
    .toPlainDate()
    .subtract({ days: back })
  const time: PageTime = {
    range: { from: end.subtract({ days }).toString(), to: end.toString() },
    compare: [{ kind: 'previous_period' }],
    timeZone: tenant.timeZone,
    segments: [],
    now: new Date().toISOString(),
  }
  return (registry.dashboard(board, plugins)?.spec.cards ?? []).flatMap(({ panel: id }) => {
    const panel = registry.panel(id, plugins)
    if (!panel || !('spec' in panel) || panel.missing.length > 0) throw new Error(`panel ${id} is not there`)
    const asked = { ...panel.spec, shape: panel.shape }
    const trend = trendQuery(asked, time)
    return [panelQuery(asked, time), ...(trend ? [trend] : [])]
  })
}

/** Runs statements as a specialist would: all at once, each in a transaction of the tenant. */
async function runAll(pool: pg.Pool, tenantId: string, statements: readonly Explanation[]): Promise<void> {
  await Promise.all(
    statements.map(async ({ sql, parameters }) => {
      const client = await pool.connect()
      try {
        await client.query('begin read only')
        await client.query(`select set_config('app.tenant_id', $1, true)`, [tenantId])
        await client.query({ text: sql, values: [...parameters], rowMode: 'array' })
        await client.query('commit')
      } finally {
        client.release()
      }
    }),
  )
}

async function measure(url: string, rounds: number): Promise<Figure> {
  const config = readConfig({
    DATABASE_URL: url,
    TESSERA_ROOT: root,
    TESSERA_SECRET: secret,
    TESSERA_DEMO: '1',
    TESSERA_DAILY: '0',
    TESSERA_REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: 'error',
  })
  const app = await createApp({ config, log: makeLog(config.logLevel) })
  const pool = new pg.Pool({ connectionString: url, max: connections })
  // why: a connection on its way out may hear that its database is dropped
  pool.on('connect', (client) => void client.on('error', () => {}))
  const caller = openCaller({ address: await app.fastify.listen({ port: 0, host: '127.0.0.1' }) }, 1)
  try {
    const { services } = app
    const tenant = await findTenant(services.database.owner, 'acme')
    await services.rollups.refresh(tenant)
    await pool.query('analyze')
    const key = await keyOf({ services }, tenant)
    const context = { tenant, plugins: new Set(services.registry.order) }
    const statements: Explanation[][] = []
    for (let round = 0; round < rounds + 2; round += 1) {
      const explained: Explanation[] = []
      for (const query of questionsOf(services, tenant, round))
        explained.push(await services.engine.explain(query, context))
      statements.push(explained)
    }
    const samples = await interleave(rounds, {
      product: (round) => caller.send(productRequest(key, questionsOf(services, tenant, round))),
      sql: (round) => runAll(pool, tenant.id, statements[round] ?? []),
    })
    const value = median(samples.product) / median(samples.sql)
    const from = {
      'product p50': median(samples.product),
      p95: quantile(samples.product, 0.95),
      'same SQL p50': median(samples.sql),
      'same SQL p95': quantile(samples.sql, 0.95),
    }
    return { name: 'cold: product by the same SQL', value, unit: '×', goal: atMost(value, 1.5, '×'), from }
  } finally {
    await caller.close()
    await pool.end()
    await app.close()
  }
}

/** The Executive dashboard over the demo data of all shipped plugins, in windows never asked before, beside its own statements. */
export const executive: BenchCase = {
  name: 'executive',
  run: async ({ database, options }) => ({
    name: 'executive',
    title: 'the Executive dashboard in one batch, beside the same statements through pg',
    figures: [await withEmptyDatabase(database.url, (url) => measure(url, options.rounds))],
    notes: ['acme of the demo data; each round moves the 30 days by one'],
  }),
}
