import { sql } from 'kysely'
import { describeDatabases } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { asTrouble, meetingTrouble, type Database } from '../src/index.ts'

const tenant = '00000000-0000-7000-8000-000000000001'

describeDatabases('what the database says is wrong', (open, kind) => {
  let database: Database
  const raise = (state: string) => sql`select public.say(${state})`
  const attempts = async (state: string, readOnly: boolean) => {
    let times = 0
    const error: unknown = await database
      .tenantTransaction(
        tenant,
        async (db) => {
          times += 1
          await raise(state).execute(db)
        },
        { readOnly },
      )
      .catch((refusal: unknown) => refusal)
    return { error, times }
  }

  beforeAll(async () => {
    database = await open()
    await database.pool.query(`create function public.say(state text) returns void language plpgsql
      as $$ begin raise exception using errcode = state, message = 'said'; end $$`)
  })

  test.each(['53300', '57P01', '57P03', '08006', '08P01', '40001', '40P01', '55P03', '58030'])(
    '%s is trouble of the moment: reading work is done once more, writing work never',
    async (state) => {
      const trouble = { code: 'unavailable', status: 503, cause: { code: state } }
      expect(await attempts(state, true)).toMatchObject({ error: trouble, times: 2 })
      expect(await attempts(state, false)).toMatchObject({ error: trouble, times: 1 })
      await expect(raise(state).execute(database.owner)).rejects.toMatchObject(trouble)
    },
  )

  test('a full disk is said as such, and nothing is done once more', async () => {
    const trouble = { code: 'disk_full', status: 503, cause: { code: '53100' } }
    for (const readOnly of [true, false]) {
      expect(await attempts('53100', readOnly)).toMatchObject({ error: trouble, times: 1 })
    }
    await expect(raise('53100').execute(database.owner)).rejects.toMatchObject(trouble)
  })

  test.each(['22012', '22021', '23505', '42P01', '42501', 'P0001', 'XX000'])('%s is not', async (state) => {
    expect(await attempts(state, true)).toMatchObject({ error: { code: state }, times: 1 })
  })

  test('reading work that met trouble once is answered', async () => {
    let times = 0
    const answer = database.tenantTransaction(
      tenant,
      async (db) => {
        times += 1
        if (times === 1) await raise('40001').execute(db)
        return (await sql<{ n: number }>`select 7 as n`.execute(db)).rows
      },
      { readOnly: true },
    )
    expect(await answer).toEqual([{ n: 7 }])
  })

  test('a library that hides trouble is seen through', async () => {
    const hiding = () =>
      raise('57P01')
        .execute(database.owner)
        .catch(() => null)
    await expect(meetingTrouble(hiding)).rejects.toMatchObject({ code: 'unavailable' })
    const otherwise = () =>
      raise('42P01')
        .execute(database.owner)
        .catch(() => null)
    expect(await meetingTrouble(otherwise)).toBe(null)
    await expect(meetingTrouble(() => Promise.reject(new Error('its own')))).rejects.toThrow('its own')
  })

  test.skipIf(kind !== 'postgres')(
    'tenants’ work that holds all its connections leaves keys, versions and health their own',
    async () => {
      const leave = new AbortController()
      const held = Array.from({ length: 30 }, () =>
        database.tenantTransaction(tenant, (db) => sql`select pg_sleep(60)`.execute(db), { signal: leave.signal }),
      )
      const ended = Promise.allSettled(held)
      await expect
        .poll(async () => {
          const { rows } = await database.pool.query<{ n: number }>(
            `select count(*)::int as n from pg_stat_activity where datname = current_database() and query like '%pg_sleep(60)%'
            and pid <> pg_backend_pid()`,
          )
          return rows[0]?.n
        })
        .toBe(10)
      expect(await database.answers()).toBe(true)
      expect(await database.read({ sql: 'select 1 as n', parameters: [] })).toEqual([{ n: 1 }])
      await database.dataVersion(tenant)
      const late = database.tenantTransaction(tenant, (db) => sql`select 1`.execute(db), { timeoutMs: 100 })
      await expect(late).rejects.toMatchObject({ code: 'query_timeout' })
      leave.abort()
      for (const { status } of await ended) expect(status).toBe('rejected')
      await database.tenantTransaction(tenant, (db) => sql`select 1`.execute(db))
    },
  )

  test('work that never comes back loses its connection when time is up', async () => {
    const lost = Array.from({ length: 10 }, () =>
      database.tenantTransaction(
        tenant,
        async (db) => {
          await sql`select 1`.execute(db)
          await new Promise(() => {})
        },
        { timeoutMs: 100 },
      ),
    )
    for (const { status } of await Promise.allSettled(lost)) expect(status).toBe('rejected')
    const next = database.tenantTransaction(tenant, (db) => sql<{ n: number }>`select 1 as n`.execute(db))
    expect((await next).rows).toEqual([{ n: 1 }])
  })

  test.skipIf(kind !== 'postgres')(
    'tenants’ statements are not compiled to machine code, which nothing could stop',
    async () => {
      for (const readOnly of [true, false]) {
        const show = database.tenantTransaction(
          tenant,
          (db) => sql<{ jit: string }>`select current_setting('jit') as jit`.execute(db),
          {
            readOnly,
          },
        )
        expect((await show).rows).toEqual([{ jit: 'off' }])
      }
      expect((await database.pool.query<{ jit: string }>('show jit')).rows).toEqual([{ jit: 'on' }])
    },
  )
})

test.each([
  ['EPIPE', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })],
  ['a connection that ended', new Error('Connection terminated unexpectedly')],
  ['no connection in time', new Error('timeout exceeded when trying to connect')],
  ['a client that is closed', new Error('Client was closed and is not queryable')],
])('%s is trouble without a SQLSTATE', (_, error) => {
  expect(asTrouble(error)).toMatchObject({ code: 'unavailable', cause: error })
  expect(asTrouble(new Error('something else'))).not.toHaveProperty('code')
})
