import { definePlugin, metric } from '@tessera/plugin-api'
import { count, defineServer, fact, pluginTrpc, type EventRow, type TenantServices } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { filesOf } from '../src/files.ts'

const plugin = definePlugin({
  id: 'filer',
  title: 'Filer',
  metrics: {
    events: metric({ title: 'Events', description: 'All events.', unit: 'count', direction: 'neutral', tier: 3 }),
  },
})
const { router, procedure } = pluginTrpc(plugin)
type Try = (services: TenantServices<typeof plugin>) => unknown
let attempt: Try = async () => {}
const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
})
const server = defineServer(plugin, {
  metrics: { events: count(events) },
  routes: router({ work: procedure.needs('admin').query(({ ctx }) => attempt(ctx)) }),
})

describeDatabases('files and catalogue', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })
  const call = (work: Try, more: { tenant?: number; scopes?: readonly string[] } = {}) => {
    attempt = work
    const { tenant = 0, scopes } = more
    const caller = { tenant: host.tenants[tenant] ?? null, ...(scopes ? { scopes } : {}) }
    return host.call(caller, { plugin: 'filer', name: 'work' })
  }

  test('a file is read as it was written, by its plugin in its tenant alone', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    await call(({ files }) => files.write('reports/2026-11.bin', bytes, 'application/octet-stream'))
    await call(({ files }) => files.write('reports/note.txt', 'früh', 'text/plain; charset=utf-8'))
    const read = await call(({ files }) => files.read('reports/2026-11.bin'))
    expect(read).toMatchObject({
      name: 'reports/2026-11.bin',
      type: 'application/octet-stream',
      size: 256,
      content: bytes,
    })
    expect(await call(({ files }) => files.read('reports/note.txt'))).toMatchObject({ size: 5 })
    expect(await call(({ files }) => files.read('reports/note.txt'), { tenant: 1 })).toBeNull()
    const other = filesOf({ owner: host.database.owner, tenantId: host.tenants[0].id, plugin: 'other' })
    expect(await other.list()).toEqual([])
    await call(({ files }) => files.write('reports/note.txt', 'late', 'text/plain'))
    expect(await call(({ files }) => files.list({ prefix: 'reports/' }))).toMatchObject([
      { name: 'reports/2026-11.bin' },
      { name: 'reports/note.txt', size: 4, type: 'text/plain' },
    ])
    expect(await call(({ files }) => files.list({ after: 'reports/2026-11.bin' }))).toHaveLength(1)
    expect(await call(({ files }) => files.delete('reports/note.txt'))).toBe(true)
    expect(await call(({ files }) => files.delete('reports/note.txt'))).toBe(false)
    expect(await call(({ files }) => files.read('reports/note.txt'))).toBeNull()
  })

  test.each(['', '/etc/passwd', 'a/../b', '..', '.hidden', 'a//b', 'a/', 'a b', 'a\0', 'ü', 'x'.repeat(201)])(
    'the name %j is refused',
    async (name) => {
      const writing = call(({ files }) => files.write(name, 'x', 'text/plain'))
      await expect(writing).rejects.toMatchObject({ code: 'file_name_wrong' })
    },
  )

  test('types that are none, large files and too many together are refused', async () => {
    const typed = call(({ files }) => files.write('a', 'x', 'text/html\r\nset-cookie: a=b'))
    await expect(typed).rejects.toMatchObject({ code: 'file_type_wrong' })
    const large = new Uint8Array(4 * 1024 * 1024)
    const tooLarge = call(({ files }) => files.write('a', new Uint8Array(large.length + 1), 'text/plain'))
    await expect(tooLarge).rejects.toMatchObject({ code: 'file_too_large' })
    const filled = call(
      async ({ files }) => {
        for (let index = 0; index < 16; index += 1) await files.write(`part-${index}`, large, 'text/plain')
        await files.write('part-0', large, 'text/plain')
        await files.write('one-more', 'x', 'text/plain')
      },
      { tenant: 1 },
    )
    await expect(filled).rejects.toMatchObject({ code: 'files_full' })
  })

  test('writes at once together take no more than one after the other', async () => {
    const [{ id: tenantId }] = host.tenants
    const files = filesOf({ owner: host.database.owner, tenantId, plugin: 'racer' })
    const large = new Uint8Array(4 * 1024 * 1024)
    for (let index = 0; index < 15; index += 1) await files.write(`part-${index}`, large, 'text/plain')
    const writes = ['a', 'b', 'c', 'd'].map((name) => files.write(name, large, 'text/plain'))
    const codes = (await Promise.allSettled(writes)).map((one) =>
      one.status === 'rejected' ? (one.reason as { code?: string }).code : 'written',
    )
    expect(codes.toSorted()).toEqual(['files_full', 'files_full', 'files_full', 'written'])
  }, 60_000)

  test('what is no name names no file', async () => {
    const [{ id: tenantId }] = host.tenants
    const files = filesOf({ owner: host.database.owner, tenantId, plugin: 'other' })
    expect([await files.read('a\0'), await files.delete('a\0')]).toEqual([null, false])
    expect([await files.list({ prefix: '\0' }), await files.list({ after: 'a\0' })]).toEqual([[], []])
  })

  test('the catalogue has what the caller may ask for', async () => {
    expect(await call(({ catalogue }) => catalogue.metrics())).toMatchObject([{ id: 'filer.events', kind: 'count' }])
    expect(await call(({ catalogue }) => catalogue.dimensions().map(({ id }) => id))).toContain('core.segment')
    const blind = call(({ catalogue }) => catalogue.metrics(), { scopes: ['admin'] })
    await expect(blind).rejects.toMatchObject({ code: 'scope_missing' })
  })
})
