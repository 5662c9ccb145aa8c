import type { ServerDoor } from '@tessera/plugin-api/server'
import type { Cell, MetricQuery } from '@tessera/plugin-api/wire'
import { beforeAll } from 'vitest'
import { openTestHost, type TestHost } from './host/test-host.ts'
import type { TestTenant } from './host/test-tenants.ts'
import { describeOneDatabase } from './test-databases.ts'

const common = { currency: 'USD', weekStart: 1 } as const

/** The tenants that demo data is laid for: a large one, one that misses its targets, one with hardly anything; each at a midnight of its own. */
export const demoTenants = {
  acme: {
    ...common,
    id: '0a000000-0000-4000-8000-00000000000a',
    slug: 'acme',
    name: 'Acme',
    timeZone: 'America/New_York',
    asOf: new Date('2026-11-20T05:00:00Z'),
  },
  globex: {
    ...common,
    id: '0b000000-0000-4000-8000-00000000000b',
    slug: 'globex',
    name: 'Globex',
    timeZone: 'Europe/Berlin',
    asOf: new Date('2026-11-19T23:00:00Z'),
  },
  initech: {
    ...common,
    id: '0c000000-0000-4000-8000-00000000000c',
    slug: 'initech',
    name: 'Initech',
    timeZone: 'UTC',
    asOf: new Date('2026-11-20T00:00:00Z'),
  },
} as const satisfies Readonly<Record<string, TestTenant>>

/** Demo data of a plugin, laid for the demo tenants. */
export interface Demo {
  /** The host it runs on; there from the first test on. */
  readonly host: () => TestHost
  /** Rows of metrics, of the plugin where no other one is named, over the last 30 days where nothing else is said. */
  readonly ask: (
    tenant: TestTenant,
    metrics: readonly string[],
    more?: Partial<MetricQuery>,
  ) => Promise<readonly (readonly Cell[])[]>
}

/** How a demo is laid. */
export interface DemoOptions {
  readonly seed?: number
  /** Those of the demo tenants that it is laid for; all of them when left out. */
  readonly tenants?: readonly TestTenant[]
  /** Server doors of plugins it is laid beside. */
  readonly beside?: readonly ServerDoor[]
}

/** Runs a block of tests on the demo of a plugin, laid once on one database of the run. */
export function describeDemo(server: ServerDoor, tests: (demo: Demo) => void, options: DemoOptions = {}): void {
  const { seed = 42, tenants = Object.values(demoTenants), beside = [] } = options
  const { id } = server.plugin
  describeOneDatabase(`the demo of '${id}'`, (open) => {
    let host: TestHost
    beforeAll(async () => {
      const { acme, globex, initech } = demoTenants
      host = await openTestHost(open, [...beside, server], { tenants: [acme, globex, initech] })
      for (const tenant of tenants) await host.demo(tenant, { seed })
      return () => host.close()
    })
    const named = (name: string) => ({ id: name.includes('.') ? name : `${id}.${name}` })
    const ask: Demo['ask'] = async (tenant, metrics, more) => {
      const time = { range: { last: 30, unit: 'day' as const } }
      const { rows } = await host.query(tenant, { metrics: metrics.map(named), time, ...more })
      return rows
    }
    tests({ host: () => host, ask })
  })
}

/** Rows with numbers of so many decimals. */
export const rounded = (rows: readonly (readonly Cell[])[], decimals: number): Cell[][] =>
  rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 10 ** decimals) / 10 ** decimals : cell)),
  )
