import { describeDatabases } from '@tessera/test-kit'
import type { IngestResult } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { findTenant } from '@tessera/tenancy'

describeDatabases('batches that wait share a commit', (open) => {
  let app: App
  let tenantId = ''

  beforeAll(async () => {
    app = await startTestApp(await open())
    const { owner, pool } = app.services.database
    tenantId = (await findTenant(owner, 'acme')).id
    // why: rows the database itself refuses, as a rule of a later version might
    await pool.query(
      `alter table core.events add constraint no_refused check (event <> 'refused.by.database') not valid`,
    )
    return () => app.close()
  })

  const view = (id: string, event = 'page.viewed') => ({ id, event, timestamp: '2026-10-01T08:30:00Z' })
  const ingest = (events: readonly object[]): Promise<IngestResult> => app.services.ingestor.ingest(tenantId, events)
  const commits = async () => {
    const { rows } = await app.services.database.pool.query<{ n: number }>(
      `select count(distinct xmin::text)::int as n from core.events where tenant_id = $1 and event = 'page.viewed'`,
      [tenantId],
    )
    return rows[0]?.n ?? 0
  }

  test('fifty batches take a few commits, and each gets its own exact answer', async () => {
    const before = await commits()
    const batches = Array.from({ length: 50 }, (_, batch) => [
      view(`own-${batch}`),
      view(`shared-${Math.floor(batch / 2)}`),
      view(`shared-${Math.floor(batch / 2)}`),
      { ...view('bad'), timestamp: 'yesterday' },
    ])
    const answers = await Promise.all(batches.map(ingest))
    for (let pair = 0; pair < 50; pair += 2) {
      const [first, second] = answers.slice(pair, pair + 2)
      expect(first).toMatchObject({ accepted: 2, duplicate: 1, rejected: [{ index: 3 }] })
      expect(second).toMatchObject({ accepted: 1, duplicate: 2, rejected: [{ index: 3 }] })
    }
    expect((await commits()) - before).toBeLessThan(25)
    expect(await ingest(batches.flat())).toMatchObject({ accepted: 0, duplicate: 150 })
  })

  test('a batch the database refuses does not take those beside it along', async () => {
    const refused = [view('good-one'), view('wrong', 'refused.by.database')]
    const outcomes = await Promise.allSettled([
      ingest([view('early')]),
      ingest([view('before')]),
      ingest(refused),
      // why: it is new here, because the batch before was not stored
      ingest([view('good-one'), view('after')]),
    ])
    expect(outcomes).toMatchObject([
      { value: { accepted: 1 } },
      { value: { accepted: 1 } },
      { status: 'rejected' },
      { value: { accepted: 2, duplicate: 0 } },
    ])
  })

  test('the hours of a batch are marked although a plugin could not process it', async () => {
    Reflect.set(globalThis, 'fragileBreaks', true)
    try {
      const timestamp = '2026-03-03T03:03:03Z'
      await ingest([{ ...orderEvent('US'), event: 'order_shipped', timestamp }])
      const { rows } = await app.services.database.pool.query<{ n: number }>(
        `select count(*)::int as n from core.data_changes
        where tenant_id = $1 and table_name = 'core.events' and from_time <= $2 and to_time > $2`,
        [tenantId, timestamp],
      )
      expect(rows[0]?.n).toBeGreaterThan(0)
    } finally {
      Reflect.deleteProperty(globalThis, 'fragileBreaks')
    }
  })

  test('a time with more digits than the database reads is refused alone, in words', async () => {
    const long = { ...view('long'), timestamp: `2026-10-01T08:30:00.${'1'.repeat(200)}Z` }
    const answer = await ingest([long, view('short')])
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'invalid_event' }] })
    expect(answer.rejected[0]?.reason.length).toBeLessThan(500)
  })
})
