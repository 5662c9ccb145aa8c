import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerDoor } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { conformance, describeDatabases, openTestHost } from '../src/index.ts'

const doorOf = async (example: string) => {
  const door = join(import.meta.dirname, '../../../docs/examples', example, 'src/server/index.ts')
  return ((await import(/* @vite-ignore */ pathToFileURL(door).href)) as { default: ServerDoor }).default
}
const [crm, quotas] = await Promise.all([doorOf('crm-plugin'), doorOf('quotas-plugin')])

conformance(crm, { requires: [quotas] })

describeDatabases('a plugin that fills another', (open) => {
  test('supplies its metric, names a source, and proposes with the rights of who asks', async () => {
    const host = await openTestHost(open, [quotas, crm])
    try {
      const [tenant, other] = host.tenants
      const timestamp = new Date(tenant.asOf.getTime() - 400 * 86_400_000).toISOString()
      await host.ingest(tenant, [
        { id: '1', event: 'crm_deal_opened', timestamp, properties: { team: 'North', amount: 70 } },
        { id: '2', event: 'crm_deal_opened', timestamp, properties: { team: 'South', amount: 50 } },
      ])
      const { rows } = await host.query(tenant, { metrics: [{ id: 'quotas.pipeline' }], dimensions: ['quotas.team'] })
      expect(rows).toEqual([
        ['North', 70],
        ['South', 50],
      ])
      const named = host.registry.contributions.data({ id: 'quotas/sources/v1' })
      expect(named.get('crm')).toEqual({ from: 'crm', data: { title: 'Our CRM' } })

      const year = tenant.asOf.getUTCFullYear()
      const propose = (of: typeof tenant, plugins?: readonly string[]) =>
        host.call(
          { tenant: of, ...(plugins ? { plugins } : {}) },
          { plugin: 'quotas', name: 'proposals', input: { year } },
        )
      expect(await propose(tenant)).toEqual([
        { team: 'North', amount: 70, by: 'Pipeline of our CRM' },
        { team: 'South', amount: 50, by: 'Pipeline of our CRM' },
      ])
      expect(await propose(other)).toEqual([])
      expect(await propose(tenant, ['quotas'])).toEqual([])
    } finally {
      await host.close()
    }
  })
})
