import { describeDatabases } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'

const path = '/api/v1/records/orders/orders'
const id = (n: number) => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const order = (n: number, more: object = {}) => ({
  order_id: id(n),
  placed_at: '2026-05-01T10:00:00Z',
  country: 'DE',
  ...more,
})

describeDatabases('rows over REST', (open) => {
  let app: App
  const keys: Record<string, string> = {}
  beforeAll(async () => {
    app = await startTestApp(await open())
    await sql`delete from orders.orders`.execute(app.services.database.owner)
    keys['writer'] = `Bearer ${await keyFor(app, 'acme', 'orders:correct', 'records:read')}`
    keys['metrics'] = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
    keys['other'] = `Bearer ${await keyFor(app, 'initech', 'orders:correct', 'records:read')}`
    return () => app.close()
  })
  const send = (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: string,
    more: { body?: string; type?: string; as?: string } = {},
  ) => {
    const { body, type = 'application/json', as = 'writer' } = more
    const headers = { authorization: keys[as] ?? '', ...(body === undefined ? {} : { 'content-type': type }) }
    return app.fastify.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) })
  }
  const put = (rows: readonly object[]) => send('PUT', path, { body: JSON.stringify({ rows }) })

  test('rows come as JSON, as lines of JSON and as CSV, by PUT and POST, and are read page by page', async () => {
    const json = await put([order(1), order(2, { country: 'FR' })])
    expect([json.statusCode, json.json()]).toEqual([200, { inserted: 2, updated: 0, unchanged: 0 }])
    const lines = [order(2), order(3)].map((one) => JSON.stringify(one)).join('\n')
    const ndjson = await send('POST', path, { body: lines, type: 'application/x-ndjson' })
    expect(ndjson.json()).toEqual({ inserted: 1, updated: 1, unchanged: 0 })
    const csv = `\uFEFForder_id,placed_at,country,user_id\r\n${id(3)},2026-05-01T10:00:00Z,DE,\r\n${id(4)},2026-05-02T00:00:00+02:00,AT,${id(9)}\r\n`
    const table = await send('PUT', path, { body: csv, type: 'text/csv; charset=utf-8' })
    expect(table.json()).toEqual({ inserted: 1, updated: 0, unchanged: 1 })
    const first = (await send('GET', `${path}?limit=3`)).json()
    expect(first.rows.map((row: { order_id: string }) => row.order_id)).toEqual([1, 2, 3].map(id))
    const rest = (await send('GET', `${path}?after=${first.next}`)).json()
    expect(rest).toEqual({
      rows: [{ order_id: id(4), placed_at: '2026-05-01T22:00:00Z', country: 'AT', user_id: id(9) }],
      next: null,
    })
    const one = await send('GET', `${path}?keys=${encodeURIComponent(JSON.stringify([{ order_id: id(2) }]))}`)
    expect(one.json().rows).toMatchObject([{ country: 'DE' }])
    expect((await send('GET', path, { as: 'other' })).json().rows).not.toContainEqual(
      expect.objectContaining({ order_id: id(1) }),
    )
    const listed = (await send('GET', '/api/v1/records/orders')).json()
    expect(listed).toMatchObject([
      {
        name: 'orders',
        title: 'Orders of the old shop',
        columns: [{ name: 'order_id', kind: 'id', isKey: true }, {}, {}, { required: false }],
      },
    ])
    const gone = await send(
      'DELETE',
      `${path}?keys=${encodeURIComponent(JSON.stringify([1, 2, 3, 4, 5].map((n) => ({ order_id: id(n) }))))}`,
    )
    expect(gone.json()).toEqual({ deleted: 4 })
  })

  test('a check says what would happen, and stores nothing', async () => {
    const checked = await send('PUT', `${path}?check=true`, { body: JSON.stringify([order(7)]) })
    expect(checked.json()).toEqual({ inserted: 1, updated: 0, unchanged: 0 })
    for (const unclear of ['check=1', 'check=TRUE', 'check=', 'check=true&check=true', 'chek=true']) {
      const { statusCode } = await send('PUT', `${path}?${unclear}`, { body: JSON.stringify([order(7)]) })
      expect([unclear, statusCode]).toEqual([unclear, 422])
    }
    const bad = await send('PUT', `${path}?check=true`, {
      body: 'order_id,placed_at,country\nx,2026-05-01,DE\n',
      type: 'text/csv',
    })
    expect(bad.statusCode).toBe(422)
    expect(bad.json()).toMatchObject({
      code: 'rows_wrong',
      issues: [
        { path: 'line 2.order_id', code: 'value_wrong' },
        { path: 'line 2.placed_at', code: 'value_wrong' },
      ],
    })
    const { rows } = await sql`select 1 from orders.orders where order_id = ${id(7)}`.execute(
      app.services.database.owner,
    )
    expect(rows).toEqual([])
  })

  test('who may not, and what there is not, is refused', async () => {
    const body = JSON.stringify([order(1)])
    const codes = async (url: string, as: string, method: 'PUT' | 'GET' = 'PUT') =>
      (await send(method, url, { as, ...(method === 'PUT' ? { body } : {}) })).json().code
    expect(await codes(path, 'metrics')).toBe('scope_missing')
    expect(await codes(path, 'metrics', 'GET')).toBe('scope_missing')
    expect(await codes('/api/v1/records/orders/moons', 'writer')).toBe('table_unknown')
    expect(await codes('/api/v1/records/nobody/moons', 'writer')).toBe('plugin_unknown')
    const stranger = await app.fastify.inject({
      method: 'PUT',
      url: path,
      headers: { 'content-type': 'application/json' },
      payload: body,
    })
    expect(stranger.json().code).toBe('signed_out')
    const viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    for (const method of ['PUT', 'GET'] as const) {
      const refused = await app.fastify.inject({
        method,
        url: path,
        headers: { ...viewer, 'content-type': 'application/json' },
        ...(method === 'PUT' ? { payload: body } : {}),
      })
      expect(refused.json().code).toBe('scope_missing')
    }
    expect((await send('PUT', path, { body: 'a', type: 'text/plain' })).statusCode).toBe(415)
    expect((await send('PUT', path)).json().code).toBe('body_missing')
    expect((await send('PUT', path, { body: '{"rows": 1}' })).json().code).toBe('rows_shapeless')
    expect((await send('PUT', path, { body: '{"rows": [' })).json().code).toBe('json_unreadable')
    expect((await send('GET', `${path}?after=x`)).json().code).toBe('page_wrong')
    expect((await send('DELETE', `${path}?keys=x`)).json().code).toBe('keys_wrong')
  })

  test('hostile sizes are refused before they are read or stored, and a plugin that is off takes nothing', async () => {
    const many = `order_id,placed_at,country\n${`${id(1)},2026-05-01T10:00:00Z,DE\n`.repeat(10_001)}`
    expect((await send('PUT', path, { body: many, type: 'text/csv' })).json().code).toBe('too_many_rows')
    const large = 'x'.repeat(17 * 1024 * 1024)
    expect((await send('PUT', path, { body: large, type: 'text/csv' })).json().code).toBe('body_too_large')
    const deep = `[${'['.repeat(5_000)}`
    expect((await send('PUT', path, { body: deep })).json().code).toBe('body_too_deep')
    const admin = { cookie: await cookieFor(app.fastify, 'admin') }
    const turn = (enabled: boolean) =>
      app.fastify.inject({
        method: 'POST',
        url: '/api/trpc/admin.setPlugin',
        headers: admin,
        payload: { plugin: 'orders', enabled },
      })
    expect((await turn(false)).statusCode).toBe(200)
    const off = await app.fastify.inject({
      method: 'PUT',
      url: path,
      headers: { ...admin, 'content-type': 'application/json' },
      payload: JSON.stringify([order(1)]),
    })
    expect(off.json().code).toBe('plugin_disabled')
    await turn(true)
  })

  test('what an admin imports is recorded', async () => {
    const admin = { cookie: await cookieFor(app.fastify, 'admin') }
    const imported = await app.fastify.inject({
      method: 'PUT',
      url: path,
      headers: { ...admin, 'content-type': 'text/csv' },
      payload: `order_id,placed_at,country\n${id(30)},2026-05-01T10:00:00Z,DE\n`,
    })
    expect(imported.json()).toMatchObject({ inserted: 1 })
    const { entries } = (
      await app.fastify.inject({ method: 'GET', url: '/api/v1/audit?plugin=orders&limit=1', headers: admin })
    ).json()
    expect(entries).toMatchObject([{ action: 'core.records_imported', subject: 'orders', details: { inserted: 1 } }])
  })

  test('an import takes the good rows of its parts, names the bad ones, and is undone by who may write the table', async () => {
    const imports = '/api/v1/imports'
    const post = async (url: string, body: object, as = 'writer') => {
      const answer = await send('POST', url, { body: JSON.stringify(body), as })
      return answer.json<Record<string, unknown>>()
    }
    const columns = ['order_id', 'placed_at', 'country']
    const cells = [40, 41, 42].map((n) => [id(n), '2026-05-01T10:00:00Z', n === 41 ? '' : 'DE'])
    const begun = { plugin: 'orders', table: 'orders', file: 'orders.csv' }
    expect(await post(imports, begun, 'metrics')).toMatchObject({ code: 'scope_missing' })
    const { id: first } = await post(imports, begun)
    const rows = { columns, cells, lines: [2, 3, 4] }
    expect(await post(`${imports}/${first}/rows`, rows, 'other')).toMatchObject({ code: 'import_unknown' })
    expect(await post(`${imports}/${first}/rows`, rows, 'metrics')).toMatchObject({ code: 'scope_missing' })
    expect(await post(`${imports}/${first}/rows`, { ...rows, lines: [2] })).toMatchObject({ code: 'lines_uneven' })
    const { refused, ...counts } = await post(`${imports}/${first}/rows`, rows)
    expect(counts).toEqual({ inserted: 2, updated: 0, unchanged: 0 })
    expect(refused).toMatchObject([{ line: 3, column: 'country', code: 'value_missing' }])
    expect(await post(`${imports}/${first}/end`, {})).toMatchObject({
      file: 'orders.csv',
      refused: 1,
      undo: 'possible',
    })
    expect((await send('GET', imports, { as: 'other' })).json()).toEqual({ imports: [] })
    expect((await send('GET', imports, { as: 'metrics' })).json()).toEqual({ imports: [] })
    const { imports: listed } = (await send('GET', imports)).json()
    expect(listed).toMatchObject([{ id: first, table: 'orders', inserted: 2, refused: 1, undo: 'possible' }])
    expect(await post(`${imports}/${first}/undo`, {}, 'metrics')).toMatchObject({ code: 'scope_missing' })
    expect(await post(`${imports}/${first}/undo`, {})).toEqual({ removed: 2, restored: 0, leftOver: 0, left: [] })
    expect(await post(`${imports}/${first}/undo`, {})).toMatchObject({ code: 'import_undone' })
    const large = { columns, cells: [['x'.repeat(300_000), '', '']], lines: [2] }
    expect(await post(`${imports}/${first}/rows`, large)).toMatchObject({ code: 'body_too_large' })
  })
})
