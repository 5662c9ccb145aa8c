import { definePlugin, job } from '@tessera/plugin-api'
import { defineServer, type Locks } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { locksOf, type LockPace } from '../src/locks.ts'

const plugin = definePlugin({
  id: 'locker',
  title: 'Locker',
  jobs: { work: job({ title: 'Work', per: 'tenant', timeout: '1m', retries: 0 }) },
})
let work: (locks: Locks) => Promise<unknown> = async () => {}
const server = defineServer(plugin, { jobs: { work: async ({ locks }) => void (await work(locks)) } })

describeDatabases('locks', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const locks = (more: { plugin?: string; tenant?: number; pace?: LockPace } = {}) =>
    locksOf({
      owner: host.database.owner,
      tenantId: host.tenants[more.tenant ?? 0]?.id ?? '',
      plugin: more.plugin ?? 'locker',
      signal: new AbortController().signal,
      ...(more.pace ? { pace: more.pace } : {}),
    })
  const nothing = async () => 'done'

  test('let one after the other through, in jobs and across servers', async () => {
    let inside = 0
    let most = 0
    const alone = async () => {
      inside += 1
      most = Math.max(most, inside)
      // why: gives the others every chance to come in
      await sql`select 1`.execute(host.database.owner)
      inside -= 1
      return 'done'
    }
    work = (own) => own.withLock('one', alone)
    const tries = Array.from({ length: 5 }, () => locks().withLock('one', alone))
    await Promise.all([host.runJob(host.tenants[0], 'locker.work'), ...tries])
    expect(most).toBe(1)
  })

  test('are refused where they do not become free in time, and free after work that failed', async () => {
    const held = Promise.withResolvers<string>()
    const begun = Promise.withResolvers<void>()
    const first = locks().withLock('a', () => {
      begun.resolve()
      return held.promise
    })
    await begun.promise
    await expect(locks().withLock('a', nothing, { waitMs: 0 })).rejects.toMatchObject({ code: 'lock_taken' })
    await expect(locks().withLock('a', nothing, { waitMs: 30 })).rejects.toMatchObject({ code: 'lock_taken' })
    expect(await locks().withLock('b', nothing, { waitMs: 0 })).toBe('done')
    expect(await locks({ plugin: 'other' }).withLock('a', nothing, { waitMs: 0 })).toBe('done')
    expect(await locks({ tenant: 1 }).withLock('a', nothing, { waitMs: 0 })).toBe('done')
    held.reject(new Error('failed'))
    await expect(first).rejects.toThrow('failed')
    expect(await locks().withLock('a', nothing, { waitMs: 0 })).toBe('done')
    await expect(locks().withLock('', nothing)).rejects.toMatchObject({ code: 'lock_name_wrong' })
  })

  test('of a holder that died are free when their time is up, and are held for longer than that by one who lives', async () => {
    const [{ id }] = host.tenants
    await sql`
      insert into core.plugin_locks (tenant_id, plugin_id, name, holder, held_until)
      values (${id}::uuid, 'locker', 'dead', gen_random_uuid(), clock_timestamp() + interval '300 milliseconds')`.execute(
      host.database.owner,
    )
    expect(await locks().withLock('dead', nothing)).toBe('done')
    const pace = { leaseMs: 300, lookMs: 50 }
    const order: string[] = []
    const held = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const first = locks({ pace }).withLock('alive', async () => {
      begun.resolve()
      await held.promise
      order.push('first')
    })
    await begun.promise
    await expect(locks({ pace }).withLock('alive', nothing, { waitMs: 900 })).rejects.toMatchObject({
      code: 'lock_taken',
    })
    held.resolve()
    await first
    expect(order).toEqual(['first'])
  })

  test('that were lost to another holder tell the work, and refuse what it answers', async () => {
    const pace = { leaseMs: 300, lookMs: 50 }
    const told = Promise.withResolvers<unknown>()
    const losing = locks({ pace }).withLock('lost', async (signal) => {
      await sql`update core.plugin_locks set holder = gen_random_uuid() where name = 'lost'`.execute(
        host.database.owner,
      )
      signal.addEventListener('abort', () => told.resolve(signal.reason), { once: true })
      await told.promise
      return 'done'
    })
    await expect(losing).rejects.toMatchObject({ code: 'lock_lost' })
    expect(await told.promise).toMatchObject({ code: 'lock_lost' })
  })

  test('are no business of statements of plugins', async () => {
    const read = host.database.tenantTransaction(host.tenants[0].id, (db) =>
      sql`select * from core.plugin_locks`.execute(db),
    )
    await expect(read).rejects.toThrow(/permission denied/)
  })
})
