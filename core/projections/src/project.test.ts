import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { project } from './project.ts'
import type { Projector } from './projector.ts'

const tenantId = '00000000-0000-7000-8000-000000000001'

describeDatabases('a projection that fails', (open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await database.grantPlugin({ schema: 'orders', reads: [] })
    await database.pool.query(`create function public.say(state text) returns void language plpgsql
      as $$ begin raise exception using errcode = state, message = 'said'; end $$`)
  })
  const projecting = (state: string) => {
    const projector: Projector = {
      plugin: 'orders',
      contract: { id: 'orders', title: 'Orders' },
      types: new Map(),
      projection: null,
      isOlder: false,
      runAs: (run) => run(),
      project: async ({ db }) => void (await sql`select public.say(${state})`.execute(db)),
    }
    return database.tenantTransaction(tenantId, (db) => project(db, { tenantId, projector }, []))
  }

  test.each([
    ['53100', 'disk_full'],
    ['53300', 'unavailable'],
    ['40001', 'unavailable'],
  ])('because of the database (%s) fails the batch and leaves the plugin alone', async (state, code) => {
    await expect(projecting(state)).rejects.toMatchObject({ code })
  })

  test.each(['22012', '42P01', 'P0001'])('by itself (%s) is the plugin’s, and the events stay', async (state) => {
    expect(await projecting(state)).toMatchObject({ plugin: 'orders', error: { code: state } })
  })
})
