import { definePlugin, job, metric } from '@tessera/plugin-api'
import { count, defineServer, fact, pluginTrpc, type EventRow, type TenantServices } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'

const plugin = definePlugin({
  id: 'nested',
  title: 'Nested',
  metrics: {
    events: metric({ title: 'Events', description: 'All events.', unit: 'count', direction: 'neutral', tier: 3 }),
  },
  jobs: {
    work: job({ title: 'Work', per: 'tenant', timeout: '10s', retries: 0 }),
    sweep: job({ title: 'Sweep', per: 'installation', timeout: '10s', retries: 0 }),
  },
})
const events = fact<EventRow>({
  name: 'event',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
})
const { router, procedure } = pluginTrpc(plugin)

type Try = (services: TenantServices<typeof plugin>) => Promise<unknown>
let attempt: Try = async () => {}
let codes: readonly string[] = []

const server = defineServer(plugin, {
  metrics: { events: count(events) },
  routes: router({ work: procedure.query(({ ctx }) => attempt(ctx)) }),
  jobs: {
    work: async (work) => void (await attempt(work)),
    sweep: async ({ tenants, forTenant, progress }) => {
      const [tenant, ...others] = await tenants()
      if (!tenant) return
      const { transaction } = await forTenant(tenant)
      const outer = { tenants, forTenant: () => forTenant(others[0] ?? tenant), progress: () => progress(0.5) }
      await transaction(async () => {
        codes = await codesOf(functionsOf(outer))
      })
    },
  },
})

const query = { metrics: [{ id: 'nested.events' }] }
const called = { plugin: 'nested', name: 'work' }

const nested: Readonly<Record<string, Try>> = {
  query: (services) => services.transaction(() => services.query(query)),
  transaction: (services) => services.transaction(() => services.transaction(async () => {})),
  ingest: (services) => services.transaction(() => services.ingest([])),
  'jobs.enqueue': (services) => services.transaction(() => services.jobs.enqueue('work')),
}

/** What uses no connection, or the transaction's own; what is added is refused inside unless it is added here. */
const allowed = new Set(['log', 'clock', 'settings', 'tenant', 'contributions', 'catalogue', 'audit'])

/** Every other function among the services of a plugin, by its path. */
function functionsOf(services: object, path: readonly string[] = []): readonly [string, () => Promise<unknown>][] {
  return Object.entries(services).flatMap(([name, part]: [string, unknown]) => {
    if (path.length === 0 && allowed.has(name)) return []
    const at = [...path, name]
    if (typeof part === 'function') return [[at.join('.'), part as () => Promise<unknown>] as const]
    return typeof part === 'object' && part !== null ? functionsOf(part, at) : []
  }) as readonly [string, () => Promise<unknown>][]
}

/** What each of them answers, or the code it is refused with. */
function codesOf(functions: readonly (readonly [string, () => Promise<unknown>])[]): Promise<readonly string[]> {
  const tried = functions.map(async ([name, run]) => {
    const code = await run().then(
      () => 'answered',
      (error: { readonly code?: string }) => error.code ?? String(error),
    )
    return `${name}: ${code}`
  })
  return Promise.all(tried)
}

describeDatabases('inside a transaction', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    return () => host.close()
  })

  test.each(Object.entries(nested))('%s is refused at once, in a procedure and in a job', async (name, inner) => {
    attempt = inner
    const [tenant] = host.tenants
    const refusal = { code: 'transaction_open', message: expect.stringContaining(`'${name}'`) as string }
    await expect(host.call({ tenant }, called)).rejects.toMatchObject(refusal)
    await expect(host.runJob(tenant, 'nested.work')).rejects.toMatchObject(refusal)
  })

  test('so is every service that would need another connection', async () => {
    const [tenant] = host.tenants
    attempt = (services) =>
      services.transaction(async () => {
        codes = await codesOf(functionsOf(services))
      })
    await host.runJob(tenant, 'nested.work')
    expect(codes.length).toBeGreaterThan(12)
    expect(codes.filter((code) => !code.endsWith(': transaction_open'))).toEqual([])
  })

  test('so is what a job of the installation has beside', async () => {
    await host.runJob(null, 'nested.sweep')
    expect(codes).toEqual(['tenants', 'forTenant', 'progress'].map((name) => `${name}: transaction_open`))
  })

  test('a question before it and one after it are answered, and one that it left behind too', async () => {
    const [tenant] = host.tenants
    const over = Promise.withResolvers<void>()
    attempt = async (services) => {
      const before = await services.query(query)
      let later: Promise<unknown> = Promise.resolve()
      await services.transaction(async (db) => {
        later = over.promise.then(() => services.query(query))
        await sql`select 1`.execute(db)
      })
      over.resolve()
      return [before.rows, (await services.query(query)).rows, ((await later) as typeof before).rows]
    }
    expect(await host.call({ tenant }, called)).toEqual([[[null]], [[null]], [[null]]])
  })
})
