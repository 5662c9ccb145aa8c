import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerDoor } from '@tessera/plugin-api/server'
import type { EventInput } from '@tessera/plugin-api/wire'
import { expect, test } from 'vitest'
import { conformance, describeDatabases, openTestHost, type TestTenant } from '../src/index.ts'

const door = join(import.meta.dirname, '../../../docs/examples/hello-plugin/src/server/index.ts')
const { default: server }: { default: ServerDoor } = await import(/* @vite-ignore */ pathToFileURL(door).href)

/** Three greetings, the day before the tenant's clock. */
const greetings = (tenant: TestTenant): EventInput[] =>
  ['de', 'de', 'fr'].map((language, at) => ({
    id: `greeting ${at}`,
    event: 'hello_greeted',
    timestamp: new Date(tenant.asOf.getTime() - 86_400_000).toISOString(),
    properties: { language },
  }))

conformance(server, { events: greetings })

describeDatabases('greetings', (open) => {
  test('are counted by language', async () => {
    const host = await openTestHost(open, [server])
    const [tenant] = host.tenants
    await host.ingest(tenant, greetings(tenant))
    const frame = await host.query(tenant, { metrics: [{ id: 'hello.greetings' }], dimensions: ['hello.language'] })
    expect(frame.rows).toEqual([
      ['de', 2],
      ['fr', 1],
    ])
  })
})
