import { definePlugin, importable } from '@tessera/plugin-api'
import { defineServer } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkTables } from '../src/index.ts'

const contract = (id: string) =>
  definePlugin({
    id,
    title: 'Shop',
    tables: {
      sales: importable({
        title: 'Sales',
        key: ['sale_id'],
        columns: z.object({ sale_id: z.string(), amount: z.number().optional(), seats: z.int() }),
      }),
    },
  })

const bodies: readonly (readonly [body: string, reason: string | null])[] = [
  ['tenant_id uuid, sale_id text, amount numeric, seats int, primary key (tenant_id, sale_id)', null],
  [
    'tenant_id uuid, sale_id varchar(9), amount float8, seats int8, note text not null default 1, unique (sale_id, tenant_id)',
    null,
  ],
  [
    'tenant_id uuid, sale_id text, amount numeric, primary key (tenant_id, sale_id)',
    "no column 'seats'; add it in a migration",
  ],
  [
    'tenant_id uuid, sale_id text, amount int, seats int, primary key (tenant_id, sale_id)',
    "'amount' is int4 in the database",
  ],
  [
    'tenant_id uuid, sale_id text, amount numeric, seats text, primary key (tenant_id, sale_id)',
    'which does not take integer',
  ],
  [
    'tenant_id uuid, sale_id text, amount numeric not null, seats int, primary key (tenant_id, sale_id)',
    "'amount' may be left out",
  ],
  [
    'tenant_id uuid, sale_id text, amount numeric, seats int, due date not null, primary key (tenant_id, sale_id)',
    "nobody fills its column 'due'",
  ],
  [
    'tenant_id uuid, sale_id text, amount numeric, seats int generated always as (1) stored, primary key (tenant_id, sale_id)',
    "the database fills its column 'seats' itself",
  ],
  [
    'tenant_id uuid, sale_id text, amount numeric, seats int, primary key (tenant_id, sale_id, seats)',
    '(tenant_id, sale_id) is no key',
  ],
  ['tenant_id uuid, sale_id text, amount numeric, seats int', 'is no key of it'],
  ['sale_id text, amount numeric, seats int, primary key (sale_id)', "no column 'tenant_id' of type uuid"],
]

describeDatabases('tables that are imported into', (open) => {
  test('are there as the contract says, or refused with what to do', async () => {
    const host = await openTestHost(open, [defineServer(definePlugin({ id: 'none', title: 'None' }), {})])
    const { owner } = host.database
    try {
      for (const [at, [body, reason]] of bodies.entries()) {
        const id = `shop-${at}`
        await sql`create schema ${sql.ref(`shop_${at}`)}`.execute(owner)
        await sql.raw(`create table shop_${at}.sales (${body})`).execute(owner)
        const checked = checkTables(owner, contract(id))
        if (reason === null) await expect(checked, body).resolves.toBeUndefined()
        else await expect(checked, body).rejects.toThrow(reason)
      }
      await sql`create schema shop_view`.execute(owner)
      await sql`create view shop_view.sales as select 1 as one`.execute(owner)
      await expect(checkTables(owner, contract('shop-view'))).rejects.toThrow('there is no such table')
    } finally {
      await host.close()
    }
  })

  test('a plugin whose table is missing is out', async () => {
    const opened = openTestHost(open, [defineServer(contract('shop'), {})])
    await expect(opened).rejects.toThrow(
      "its table 'shop.sales' cannot be imported into: there is no such table; make it in a migration",
    )
  })
})
