import type { EventInput } from '@tessera/plugin-api/wire'
import fc from 'fast-check'
import { sql, type RawBuilder } from 'kysely'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { replayChats, replayConnections } from '../../../test/replay.ts'
import server from '../index.ts'

const uuid = (kind: string, n: number) => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`
let tenants = 0
const newTenant = () => uuid('7', ++tenants)

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`)

const happenings = fc.oneof(
  fc.record({
    event: fc.constant('integration_oauth_completed'),
    properties: fc.record(
      { provider: fc.constantFrom('google', 'acme_crm'), is_first_connection: fc.boolean() },
      { requiredKeys: ['provider'] },
    ),
  }),
  fc.record({
    event: fc.constant('integration_reconnected'),
    properties: fc.record({ provider: fc.constantFrom('google', 'acme_crm') }),
  }),
  fc.record({
    event: fc.constant('integration_disconnected'),
    properties: fc.record({
      provider: fc.constantFrom('google', 'acme_crm'),
      disconnect_reason: fc.constantFrom('revoked', 'error'),
    }),
  }),
  fc.record({
    event: fc.constant('integration_used_in_chat'),
    properties: fc.record(
      {
        provider: fc.constantFrom('google', 'acme_crm'),
        service: fc.constant('gmail'),
        chat_id: fc.constantFrom(uuid('c', 1), uuid('c', 2)),
      },
      { requiredKeys: ['provider', 'service'] },
    ),
  }),
  fc.record({
    event: fc.constant('chat_started'),
    properties: fc.record({ chat_id: fc.constantFrom(uuid('c', 1), uuid('c', 2)) }),
  }),
)

const story = fc
  .array(
    fc.tuple(
      happenings,
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(uuid('a', 1), uuid('a', 2)),
      fc.constantFrom(null, uuid('b', 1), uuid('b', 2)),
    ),
    { minLength: 1, maxLength: 30, size: 'max' },
  )
  .map((drawn) =>
    drawn.map(([happening, minute, userId, accountId], at): EventInput => ({
      ...happening,
      // why: ids must not follow the order of arrival
      id: uuid('e', (at * 7919) % 1009),
      timestamp: `2026-11-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
      userId,
      accountId,
    })),
  )

describeDatabases('projecting integration events', (open, kind) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
  })
  const ingest = (id: string, events: readonly EventInput[]) => host.ingest({ id }, events)

  async function projected(tenantId: string) {
    const rowsOf = (statement: RawBuilder<unknown>) =>
      host.database.tenantTransaction(tenantId, async (db) => (await statement.execute(db)).rows)
    const connections = await rowsOf(
      sql`select connection_id, user_id, account_id, provider, ${iso('connected_at')}, ${iso('disconnected_at')},
      disconnect_reason, is_first_connection, ${iso('last_used_at')} from integrations.connections
      where tenant_id = ${tenantId} order by connection_id`,
    )
    const chats = await rowsOf(
      sql`select chat_id, user_id, account_id, ${iso('started_at')}, used_integration, ${iso('first_used_at')}, provider
      from integrations.chats where tenant_id = ${tenantId} order by chat_id`,
    )
    return { connections, chats }
  }

  test('every order of arrival, batching and repetition ends in what walking through the events gives', async () => {
    const arrivals = story.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(arrivals, async ([events, arriving, sizes]) => {
        const tenantId = newTenant()
        for (let at = 0, batch = 0; at < arriving.length; batch++) {
          const size = sizes[batch % sizes.length] ?? 1
          await ingest(tenantId, arriving.slice(at, at + size))
          at += size
        }
        const { connections, chats } = await projected(tenantId)
        expect(connections).toEqual(replayConnections(events))
        expect(chats).toEqual(replayChats(events))
      }),
      // why: batches of a few events cost most, many times as much in the embedded database
      { numRuns: kind === 'embedded' ? 20 : 60 },
    )
  }, 120_000)

  test('a completion while connected adds no connection, and the same ids written in capitals are the same user', async () => {
    const tenantId = newTenant()
    const event = (id: number, name: string, more: Partial<EventInput> = {}): EventInput => ({
      id: uuid('e', id),
      event: name,
      timestamp: `2026-11-01T10:0${id}:00Z`,
      userId: uuid('a', 1),
      properties: { provider: 'google', disconnect_reason: 'revoked' },
      ...more,
    })
    await ingest(tenantId, [
      event(1, 'integration_oauth_completed'),
      event(2, 'integration_oauth_completed', { userId: uuid('A', 1) }),
      event(3, 'integration_disconnected'),
      event(4, 'integration_reconnected'),
    ])
    const { connections } = await projected(tenantId)
    expect(connections).toMatchObject([
      { connection_id: uuid('e', 1), disconnected_at: '2026-11-01T10:03:00.000Z', is_first_connection: true },
      { connection_id: uuid('e', 4), disconnected_at: null, is_first_connection: false },
    ])
  })

  test('the same events in two tenants stay two sets of rows', async () => {
    const [one, other] = [newTenant(), newTenant()]
    const opened: EventInput = {
      id: uuid('e', 1),
      event: 'integration_oauth_completed',
      timestamp: '2026-11-01T10:00:00Z',
      userId: uuid('a', 1),
      properties: { provider: 'google' },
    }
    const closed: EventInput = {
      ...opened,
      id: uuid('e', 2),
      event: 'integration_disconnected',
      timestamp: '2026-11-02T10:00:00Z',
      properties: { provider: 'google', disconnect_reason: 'user_initiated' },
    }
    await ingest(one, [opened])
    await ingest(other, [opened, closed])
    expect((await projected(one)).connections).toMatchObject([{ disconnected_at: null }])
    expect((await projected(other)).connections).toMatchObject([{ disconnect_reason: 'user_initiated' }])
    const { rows } = await sql<{ n: number }>`
    select count(*) as n from integrations.connections
    where tenant_id in (${one}, ${other})`.execute(host.database.owner)
    expect(rows).toEqual([{ n: 2 }])
  })

  test('two transactions that each store one half of a connection end in one whole connection', async () => {
    const tenantId = newTenant()
    const half = (n: number, closes: boolean): EventInput => ({
      id: uuid(closes ? 'd' : 'e', n),
      event: closes ? 'integration_disconnected' : 'integration_oauth_completed',
      timestamp: `2026-11-0${closes ? 2 : 1}T10:00:00Z`,
      userId: uuid('a', n),
      properties: { provider: 'google', disconnect_reason: 'revoked' },
    })
    const users = Array.from({ length: 8 }, (_, n) => n)
    await Promise.all(users.flatMap((n) => [false, true].map((closes) => ingest(tenantId, [half(n, closes)]))))
    const { connections } = await projected(tenantId)
    expect(connections).toMatchObject(users.map((n) => ({ connection_id: uuid('e', n), disconnect_reason: 'revoked' })))
  })
})
