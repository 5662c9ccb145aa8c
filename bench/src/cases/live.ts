import { setTimeout as sleep } from 'node:timers/promises'
import { type CheckedEvent, checkEvent, storeEvents } from '@tessera/ingestion'
import { sql } from 'kysely'
import type { BenchCase } from '../bench-case.ts'
import { freshEvents } from '../data/fresh-events.ts'
import { lastDay, smallTenant } from '../data/world.ts'
import type { BenchDatabase } from '../database/bench-database.ts'
import { floorChannel, type FloorChange } from '../floor/floor-live.ts'
import { tokenOf } from '../floor/token.ts'
import type { Request } from '../load/batch.ts'
import { openListener } from '../load/open-listener.ts'
import { openServers } from '../load/open-servers.ts'
import type { ServerProcess } from '../load/server-process.ts'
import { delaysOf, type Change } from '../measure/delays.ts'
import { quantile } from '../measure/quantile.ts'
import { atMost, type Figure } from '../report/figure.ts'

const tenant = smallTenant
const connections = 1_000
/** Streams that a server lets one key have. */
const perKey = 100
const changes = 60
const pauseMs = 1_000
const patienceMs = 15_000

/** Stores an event; answers when its transaction was about to commit. */
async function write({ services: { database } }: BenchDatabase): Promise<number> {
  const events = freshEvents(1, 'recent').map(
    (event) => (checkEvent(event, new Map(), Date.now()) as { readonly event: CheckedEvent }).event,
  )
  return database.tenantTransaction(tenant.id, async (db) => {
    await storeEvents(db, tenant.id, { events, receivedAt: new Date() })
    return Date.now()
  })
}

interface Measured {
  readonly p50: number
  readonly p95: number
  readonly most: number
  /** Seconds of CPU that the server took while changes were told. */
  readonly cpu: number
  /** Memory that the server took for the streams, in MiB. */
  readonly memory: number
}

/** Opens the streams on a server, writes a change a second, and waits until the last one has come everywhere. */
async function measure(
  server: ServerProcess,
  requests: readonly Request[],
  change: () => Promise<Change>,
): Promise<Measured> {
  const listener = openListener()
  try {
    const resident = server.residentMiB()
    await listener.open({ address: server.address, requests })
    const before = server.cpuSeconds()
    const written: Change[] = []
    for (let count = 0; count < changes; count += 1) {
      const next = sleep(pauseMs)
      written.push(await change())
      await next
    }
    const delays = async () => (await listener.heard()).flatMap((arrivals) => delaysOf(written, arrivals))
    let all = await delays()
    for (const begin = Date.now(); all.includes(Infinity) && Date.now() < begin + patienceMs; all = await delays())
      await sleep(pauseMs)
    const unheard = all.filter((delay) => delay === Infinity).length
    if (unheard > 0) throw new Error(`${unheard} of ${all.length} were never told`)
    return {
      p50: quantile(all, 0.5),
      p95: quantile(all, 0.95),
      most: quantile(all, 1),
      cpu: (server.cpuSeconds() ?? Number.NaN) - (before ?? Number.NaN),
      memory: (server.residentMiB() ?? Number.NaN) - (resident ?? Number.NaN),
    }
  } finally {
    await listener.stop()
  }
}

/** How long a change takes to everybody who listens. */
export const live: BenchCase = {
  name: 'live',
  run: async ({ database }) => {
    const servers = await openServers(database)
    const figures: Figure[] = []
    try {
      const input = encodeURIComponent(JSON.stringify({ topics: ['metrics.changed'] }))
      const keys = await Promise.all(Array.from({ length: connections / perKey }, () => servers.keyOf(tenant)))
      const ofProduct = Array.from({ length: connections }, (_, n) => ({
        path: `/api/trpc/live.listen?input=${input}`,
        headers: { authorization: `Bearer ${keys[n % keys.length]}` },
      }))
      const headers = { authorization: `Bearer ${tokenOf(tenant.id)}` }
      const ofFloor = Array.from({ length: connections }, () => ({ path: '/live', headers }))
      const floor = await measure(servers.floor, ofFloor, async () => {
        const at = await write(database)
        const told: FloorChange = { tenantId: tenant.id, id: String(at) }
        await database.services.database.pool.query('select pg_notify($1, $2)', [floorChannel, JSON.stringify(told)])
        return { id: told.id, at }
      })
      const product = await measure(servers.product, ofProduct, async () => {
        const at = await write(database)
        return { id: await database.services.database.dataVersion(tenant.id), at }
      })
      const from = {
        'floor p50': floor.p50,
        'floor p95': floor.p95,
        'floor longest': floor.most,
        longest: product.most,
      }
      figures.push(
        { name: 'median', value: product.p50, unit: 'ms', goal: atMost(product.p50, 2_000, 'ms'), from },
        { name: '95th percentile', value: product.p95, unit: 'ms', goal: atMost(product.p95, 5_000, 'ms') },
        { name: 'memory for the streams', value: product.memory, unit: 'MiB', from: { floor: floor.memory } },
        {
          name: 'CPU by time, all threads',
          value: product.cpu / (changes * (pauseMs / 1000)),
          unit: '×',
          from: { floor: floor.cpu / (changes * (pauseMs / 1000)) },
        },
      )
    } finally {
      await servers.close()
      await sql`delete from core.events where tenant_id = ${tenant.id}::uuid and received_at >= ${`${lastDay}T00:00:00Z`}`.execute(
        database.services.database.maintenance,
      )
    }
    return {
      name: 'live',
      title: 'from a commit to 1,000 open streams, a change a second, beside LISTEN and a write to each',
      figures,
      notes: [`${connections} streams of one client, ${changes} changes; each stream heard each change or a later one`],
    }
  },
}
