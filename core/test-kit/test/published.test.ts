import { join } from 'node:path'
import type { ServerDoor } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { describeDatabases, openTestHost } from '../src/index.ts'

const examples = join(import.meta.dirname, '../../../docs/examples')
const quotas = async () =>
  ((await import(join(examples, 'quotas-plugin/src/server/index.ts'))) as { default: ServerDoor }).default
const bonus = async () => ((await import(join(examples, 'published/bonus.ts'))) as { server: ServerDoor }).server

describeDatabases('the example of published views', (open) => {
  test('reads the year of its tenant, and nothing of another', async () => {
    const host = await openTestHost(open, [await quotas(), await bonus()])
    try {
      const [a, b] = host.tenants
      const set = { plugin: 'quotas', name: 'set', input: { year: 2027, team: 'North', amount: 1500 } }
      await host.call({ tenant: a, scopes: ['quotas:edit_quota'] }, set)
      const pot = { plugin: 'bonus', name: 'pot' }
      expect(await host.call({ tenant: a }, pot)).toEqual([{ year: 2027, amount: 15 }])
      expect(await host.call({ tenant: b }, pot)).toEqual([])
    } finally {
      await host.close()
    }
  })
})
