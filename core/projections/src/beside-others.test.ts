import { sql, type Kysely } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '@tessera/database'
import type { StoredEvent } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { alignBookmarks } from './align-bookmarks.ts'
import { readBookmarks } from './bookmarks.ts'
import { holdLog, readLog } from './event-log.ts'
import { projectStored } from './project-stored.ts'
import type { Projector } from './projector.ts'
import { rebuild } from './rebuild.ts'
import { replayStep } from './replay-step.ts'

/** The same transaction, that waits for `meanwhile` after its nth statement. */
function pausing(db: Kysely<never>, nth: number, meanwhile: () => Promise<unknown>): Kysely<never> {
  let seen = 0
  const executor = db.getExecutor().withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      seen += 1
      if (seen === nth) await meanwhile()
      return result
    },
  })
  // why: plugins are let into the very transaction that was given, not into one made of it
  return Object.assign(db, { getExecutor: () => executor })
}

const shortly = (promise: Promise<unknown>) => Promise.race([promise, new Promise((done) => setTimeout(done, 300))])

describeDatabases('a step of a replay', (open, kind) => {
  let database: Database
  let tenantId: string
  let done: string[]
  beforeAll(async () => {
    database = await open()
    await database.grantPlugin({ schema: 'orders', reads: [] })
  })
  beforeEach(() => {
    tenantId = crypto.randomUUID()
    done = []
  })

  const projector = (...types: string[]): Projector => ({
    plugin: 'orders',
    contract: { id: 'orders', title: 'Orders' },
    types: new Map(types.map((type) => [type, { properties: z.looseObject({}) }])),
    projection: { version: 1, reset: async () => void done.push('reset') },
    isOlder: false,
    runAs: (run) => run(),
    project: async ({ events }) =>
      void done.push(...events.map(({ event, properties }) => `${event} ${properties?.['n']}`)),
  })
  const within = <T>(run: (db: Kysely<never>) => Promise<T>) => database.tenantTransaction(tenantId, run)

  /** Stores an event as ingestion does, and hands it over when there is somebody to hand it to. */
  const store = (event: string, n: number, projectors: readonly Projector[]) =>
    within(async (db) => {
      const log = await holdLog(db, tenantId, 1)
      const id = crypto.randomUUID()
      const now = new Date().toISOString()
      await sql`insert into core.events (tenant_id, "timestamp", event_id, event, properties, received_at, commit_number)
        values (${tenantId}, ${now}, ${id}, ${event}, ${JSON.stringify({ n })}::jsonb, ${now}, ${log.last})`.execute(db)
      const bookmarks = await readBookmarks(db, tenantId)
      const rest = { userId: null, accountId: null, sessionId: null, receivedAt: now }
      const stored: StoredEvent = { id, event, timestamp: now, properties: { n }, ...rest }
      const scope = { tenantId, before: { ...log, last: log.last - 1 }, projectors }
      await projectStored(db, scope, { events: [stored], bookmarks })
    })
  const step = (of: Projector, nth = 0, meanwhile: () => Promise<unknown> = async () => {}) =>
    within((db) =>
      replayStep(pausing(db, nth, meanwhile), { tenantId, projector: of, part: 1 }, { most: 100, isLast: false }),
    )
  const align = (of: Projector) =>
    within(async (db) => {
      const log = await holdLog(db, tenantId, 0)
      return alignBookmarks(db, { tenantId, projector: of, log }, await readBookmarks(db, tenantId, 'orders'))
    })

  test.skipIf(kind === 'embedded').each([1, 2, 3, 4])(
    'leaves the bookmark where a commit beside it has put it (after statement %i)',
    async (nth) => {
      const own = projector('sold')
      await store('sold', 1, [own])
      let beside: Promise<unknown> = Promise.resolve()
      await step(own, nth, () => shortly((beside = store('sold', 2, [own]))))
      await beside
      await step(own)
      expect(done).toEqual(['sold 1', 'sold 2'])
      const [bookmark] = await within((db) => readBookmarks(db, tenantId))
      expect(bookmark).toMatchObject({ commit: 2, place: null })
    },
  )

  test.skipIf(kind === 'embedded')('is not split while it goes on', async () => {
    const both = projector('sold', 'returned')
    await store('sold', 1, [])
    await store('returned', 2, [])
    await align(both)
    const one = projector('sold')
    let isSplit: Promise<boolean> = Promise.resolve(true)
    await step(both, 3, () => (isSplit = align(one)))
    expect(await isSplit).toBe(false)
    expect(await align(one)).toBe(true)
    expect(await align(both)).toBe(true)
    await step(both)
    expect(done).toEqual(['sold 1', 'returned 2'])
    const bookmarks = await within((db) => readBookmarks(db, tenantId))
    expect(bookmarks).toMatchObject([{ commit: (await within((db) => readLog(db, tenantId))).last, part: 1 }])
  })

  test.skipIf(kind === 'embedded')('is over before its rows are made anew', async () => {
    const own = projector('sold')
    await store('sold', 1, [])
    await align(own)
    let anew: Promise<unknown> = Promise.resolve()
    await step(own, 2, () => shortly((anew = within((db) => rebuild(db, tenantId, own)))))
    await anew
    expect(done).toEqual(['sold 1', 'reset'])
  })
})
