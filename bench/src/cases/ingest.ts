import { sql } from 'kysely'
import { type CheckedEvent, checkEvent, createIngestor, storeEvents } from '@tessera/ingestion'
import type { Services } from '../../../server/src/services.ts'
import type { BenchCase } from '../bench-case.ts'
import { openCopy } from '../database/copy-in.ts'
import { freshEvents } from '../data/fresh-events.ts'
import { lastDay, smallTenant } from '../data/world.ts'
import { median } from '../measure/quantile.ts'
import { atLeast, type Figure } from '../report/figure.ts'

const rounds = 3
const tenant = smallTenant
const zoned = { id: tenant.id, timeZone: 'UTC' }

type Batch = readonly object[]

interface FreshEvent {
  readonly id: string
  readonly timestamp: string
  readonly event: string
  readonly userId: string
  readonly properties: object
}

/** The same door without what rollups need of it: events checked and stored. */
async function withoutRollups({ database }: Services, events: Batch): Promise<void> {
  const types = new Map()
  const checked = events.map((event) => checkEvent(event, types, Date.now()) as { readonly event: CheckedEvent })
  await database.tenantTransaction(tenant.id, (db) =>
    storeEvents(db, tenant.id, { events: checked.map(({ event }) => event), receivedAt: new Date() }),
  )
}

/** One statement by hand: no checks, nothing noted. */
async function byHand({ database }: Services, events: Batch): Promise<void> {
  await sql`
    insert into core.events (tenant_id, "timestamp", event_id, event, user_id, properties, received_at)
    select ${tenant.id}::uuid, e."timestamp", e.id, e.event, e."userId", e.properties, now()
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      as e(id uuid, "timestamp" timestamptz, event text, "userId" uuid, properties jsonb)`.execute(database.maintenance)
}

/** Rows as COPY takes them, the fastest way in there is. */
function copyText(events: Batch): string {
  return (events as readonly FreshEvent[])
    .map(({ id, timestamp, event, userId, properties }) =>
      [tenant.id, timestamp, id, event, userId, JSON.stringify(properties), new Date().toISOString()].join('\t'),
    )
    .join('\n')
}

const copyColumns = 'tenant_id, "timestamp", event_id, event, user_id, properties, received_at'

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await run()
  return (performance.now() - begin) / 1000
}

interface Load {
  readonly batch: number
  readonly batches: number
  readonly spread: 'recent' | 'year'
}

/** Rows a second, the median of the rounds; rollups are brought up to date between them, untimed. */
async function measure(services: Services, { batch, batches, spread }: Load) {
  const { rollups, rollupKeeper, database } = services
  const copy = await openCopy(database.url)
  const ingestor = createIngestor(database, {
    types: () => new Map(),
    projectors: () => [],
    stored: rollupKeeper.touched,
    failed: () => {},
  })
  const post = async (parts: readonly Batch[], store: (events: Batch) => Promise<unknown>) => {
    for (const part of parts) await store(part)
  }
  const on = (parts: readonly Batch[]) => post(parts, (events) => ingestor.ingest(tenant.id, events))
  const kinds = {
    off: (parts: readonly Batch[]) => post(parts, (events) => withoutRollups(services, events)),
    on,
    caughtUp: async (parts: readonly Batch[]) => {
      await on(parts)
      while (await rollups.refresh(zoned));
    },
    hand: (parts: readonly Batch[]) => post(parts, (events) => byHand(services, events)),
    copy: async (parts: readonly Batch[]) => {
      for (const text of parts.map(copyText)) await copy.send(`copy core.events (${copyColumns}) from stdin`, text)
    },
  }
  const rates = {
    off: [] as number[],
    on: [] as number[],
    caughtUp: [] as number[],
    hand: [] as number[],
    copy: [] as number[],
  }
  for (let round = -1; round < rounds; round += 1) {
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
      const parts = Array.from({ length: batches }, () => freshEvents(batch, spread))
      const took = await seconds(() => kinds[kind](parts))
      if (round >= 0) rates[kind].push((batch * batches) / took)
      await rollupKeeper.idle()
      await rollups.refresh(zoned)
    }
  }
  await copy.close()
  return {
    off: median(rates.off),
    on: median(rates.on),
    caughtUp: median(rates.caughtUp),
    hand: median(rates.hand),
    copy: median(rates.copy),
  }
}

async function cleanUp({ database, rollups }: Services): Promise<void> {
  await sql`delete from core.events where tenant_id = ${tenant.id}::uuid and received_at >= ${`${lastDay}T00:00:00Z`}`.execute(
    database.maintenance,
  )
  await rollups.rebuild(zoned)
  await sql`vacuum (analyze) core.events`.execute(database.maintenance)
}

/** How fast events come in, those of now and late ones, while rollups are kept. */
export const ingest: BenchCase = {
  name: 'ingest',
  run: async ({ database: { services } }) => {
    const loads: readonly (Load & { readonly name: string })[] = [
      { name: 'recent, batches of 1,000', batch: 1_000, batches: 5, spread: 'recent' },
      { name: 'recent, batches of 10,000', batch: 10_000, batches: 1, spread: 'recent' },
      { name: 'over a year, batches of 1,000', batch: 1_000, batches: 5, spread: 'year' },
      { name: 'over a year, batches of 10,000', batch: 10_000, batches: 1, spread: 'year' },
    ]
    const figures: Figure[] = []
    services.rollupKeeper.start()
    await services.rollupKeeper.idle()
    for (const { name, ...load } of loads) {
      try {
        const { off, on, caughtUp, hand, copy } = await measure(services, load)
        const from = { 'off rows/s': off, 'on rows/s': on, 'until rollups are up to date': caughtUp, 'by hand': hand }
        const toCopy = on / copy
        figures.push({
          name: `${name}: on by off`,
          value: on / off,
          unit: '×',
          goal: atLeast(on / off, 0.5, '×'),
          from,
        })
        figures.push({
          name: `${name}: on by COPY`,
          value: toCopy,
          unit: '×',
          ...(load.batch === 10_000 ? { goal: atLeast(toCopy, 0.4, '×') } : {}),
          from: { 'on rows/s': on, 'COPY rows/s': copy },
        })
      } finally {
        await cleanUp(services)
      }
    }
    return {
      name: 'ingest',
      title: 'events in, with rollups kept in the background and without them, beside an insert by hand',
      figures,
      notes: [],
    }
  },
}
