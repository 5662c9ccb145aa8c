import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, type DatabaseOptions } from '@tessera/database'
import { coreDataDir, testDatabases } from '@tessera/test-kit'
import type { IngestResult } from '@tessera/plugin-api/wire'
import { afterAll, describe, expect, test } from 'vitest'
import { brokenInstallation } from '../fixtures/broken-installation.ts'
import { run, startServer } from '../fixtures/processes.ts'
import { tallyPlugin } from '../fixtures/tally.ts'
import { orderEvent } from '../fixtures/test-app.ts'
import { createKey } from '@tessera/identity'
import { createTenant, findTenant, migrateCore } from '@tessera/tenancy'
import { createIngestor } from '@tessera/ingestion'

interface Place {
  readonly env: Readonly<Record<string, string>>
  readonly database: DatabaseOptions
  readonly remove: () => Promise<void>
}

async function embeddedPlace(): Promise<Place> {
  const dataDir = await coreDataDir()
  const remove = async () => rmSync(dataDir, { recursive: true, force: true })
  return { env: { TESSERA_DATA_DIR: dataDir }, database: { dataDir }, remove }
}

const servers = testDatabases().filter((engine) => engine.title !== 'embedded')
const places: { title: string; make: () => Promise<Place> }[] = [
  { title: 'embedded', make: embeddedPlace },
  ...servers.map(({ title, open }) => ({
    title,
    make: async () => {
      const database = await open()
      const dataDir = mkdtempSync(join(tmpdir(), 'tessera-kill-'))
      const env = { DATABASE_URL: database.url, TESSERA_DATA_DIR: dataDir }
      const remove = async () => {
        rmSync(dataDir, { recursive: true, force: true })
        await database.close()
      }
      return { env, database: { url: database.url }, remove }
    },
  })),
]

async function prepare(options: DatabaseOptions): Promise<string> {
  const database = await openDatabase(options)
  await migrateCore(database)
  const tenant = await createTenant(database, { slug: 'acme', name: 'Acme' })
  const key = { tenantId: tenant.id, name: 'test', scopes: ['events:write' as const], ownerId: null, expiresAt: null }
  const made = await createKey(database.owner, key)
  await database.close()
  return made.key
}

describe.each(places)('killed without warning on $title', ({ make }) => {
  const cleanUps: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  test('what was acknowledged is there, and sending all again doubles nothing', { timeout: 120_000 }, async () => {
    const place = await make()
    cleanUps.push(place.remove)
    const key = await prepare(place.database)
    const first = await startServer(place.env)
    cleanUps.push(async () => void (await first.end('SIGKILL')))

    const post = async (address: string, events: readonly object[]) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
      const body = JSON.stringify({ events })
      const response = await fetch(`${address}/api/v1/events`, { method: 'POST', headers, body })
      return (await response.json()) as IngestResult
    }
    const sent: { readonly events: readonly object[]; acknowledged: boolean }[] = []
    const killed = new AbortController()
    const sender = async () => {
      while (!killed.signal.aborted) {
        const batch = { events: Array.from({ length: 100 }, () => orderEvent('US')), acknowledged: false }
        sent.push(batch)
        const answer = await post(first.address, batch.events).catch(() => null)
        batch.acknowledged = answer?.accepted === 100
      }
    }
    const senders = [sender(), sender(), sender()]
    while (sent.filter((batch) => batch.acknowledged).length < 12) await sleep(5)
    await first.end('SIGKILL')
    killed.abort()
    await Promise.all(senders)

    const second = await startServer(place.env)
    cleanUps.push(async () => void (await second.end('SIGKILL')))
    for (const { events, acknowledged } of sent) {
      const answer = await post(second.address, events)
      expect(answer.accepted + answer.duplicate).toBe(100)
      if (acknowledged) expect(answer).toMatchObject({ accepted: 0, duplicate: 100 })
    }
    expect(await second.end('SIGTERM')).toBe(0)

    const database = await openDatabase(place.database)
    const { rows } = await database.pool.query<{ events: number; orders: number }>(
      'select (select count(*)::int from core.events) as events, (select count(*)::int from orders.orders) as orders',
    )
    await database.close()
    expect(rows).toEqual([{ events: sent.length * 100, orders: sent.length * 100 }])
  })

  test('in the middle of a replay, again and again: each event is projected once', { timeout: 120_000 }, async () => {
    const place = await make()
    cleanUps.push(place.remove)
    await prepare(place.database)
    const { root, remove } = brokenInstallation([], { tally: tallyPlugin() })
    cleanUps.push(async () => remove())
    const total = 3_000
    const before = await openDatabase(place.database)
    const ingestor = createIngestor(before, { types: () => new Map(), projectors: () => [], failed: () => {} })
    const { id: tenantId } = await findTenant(before.owner, 'acme')
    const events = Array.from({ length: total }, (_, n) => ({
      ...orderEvent('US'),
      event: 'tallied',
      properties: { n },
    }))
    await ingestor.ingestAll(tenantId, events)
    await before.close()

    const env = { ...place.env, TESSERA_ROOT: root, PORT: '0' }
    for (let death = 0; death < 2; death += 1) {
      const { code } = await run('main.js', [], { env: { ...env, TALLY_DIES_AFTER: '600' } })
      expect(code).toBeNull()
    }
    const { out } = await run('cli/main.js', ['project', 'run', '--json'], { env })
    expect(JSON.parse(out)).toMatchObject({ projections: [{ plugin: 'tally', behind: 0, aside: 0, reason: null }] })

    const database = await openDatabase(place.database)
    const { rows } = await database.pool.query<{ seen: number; events: number }>(
      'select count(*)::int as seen, count(distinct event_id)::int as events from tally.seen',
    )
    await database.close()
    expect(rows).toEqual([{ seen: total, events: total }])
  })
})
