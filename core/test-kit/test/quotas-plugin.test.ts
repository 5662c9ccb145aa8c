import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerDoor } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { conformance, describeDatabases, openTestHost } from '../src/index.ts'

const door = join(import.meta.dirname, '../../../docs/examples/quotas-plugin/src/server/index.ts')
const { default: server }: { default: ServerDoor } = await import(/* @vite-ignore */ pathToFileURL(door).href)

conformance(server, { calls: { list: { year: 2026 }, proposals: { year: 2026 } } })

describeDatabases('quotas', (open) => {
  test('are set by who may, and read by who may read metrics', async () => {
    const host = await openTestHost(open, [server])
    try {
      const [tenant, other] = host.tenants
      const set = (scopes: readonly string[]) =>
        host.call(
          { tenant, scopes },
          { plugin: 'quotas', name: 'set', input: { year: 2027, team: 'North', amount: 1500 } },
        )
      const list = (of: typeof tenant) =>
        host.call({ tenant: of, scopes: ['metrics:read'] }, { plugin: 'quotas', name: 'list', input: { year: 2027 } })
      await expect(set(['metrics:read'])).rejects.toMatchObject({ code: 'scope_missing' })
      expect(await set(['quotas:edit_quota'])).toEqual({ team: 'North', amount: 1500 })
      expect(await list(tenant)).toEqual([{ team: 'North', amount: 1500 }])
      expect(await list(other)).toEqual([])
      expect(host.published(tenant)).toEqual([{ topic: 'quotas.quota_set', data: { year: 2027, team: 'North' } }])
      expect(host.published(other)).toEqual([])
    } finally {
      await host.close()
    }
  })

  test('that are carried over are told to admins of the tenant, once', async () => {
    const host = await openTestHost(open, [server])
    try {
      const [globex, other] = host.tenants
      const tenant = await host.setClock(globex, new Date('2027-06-01T12:00:00Z'))
      const people = [await host.addMember(tenant, { name: 'Ada', role: 'admin' })]
      await host.addMember(tenant, { name: 'Vic', role: 'viewer' })
      await host.addMember(other, { name: 'Eve', role: 'admin' })
      const quota = { year: 2026, team: 'North', amount: 1500 }
      await host.call({ tenant, scopes: ['quotas:edit_quota'] }, { plugin: 'quotas', name: 'set', input: quota })
      await host.runJob(tenant, 'quotas.carry_over')
      await host.runJob(tenant, 'quotas.carry_over')
      const told = await host.outbox(tenant)
      expect(told).toMatchObject([{ plugin: 'quotas', state: 'kept', subject: 'Quotas of 2027' }])
      expect(told[0]?.to).toContain(people[0]?.id)
      expect(told[0]?.text).toContain('1 teams of Globex have the quota of 2026')
      expect(await host.outbox(other)).toEqual([])
    } finally {
      await host.close()
    }
  })

  test('and what was sold of them are mailed with their chart', async () => {
    const host = await openTestHost(open, [server])
    try {
      const [tenant] = host.tenants
      await host.addMember(tenant, { name: 'Ada', role: 'admin' })
      await host.runJob(tenant, 'quotas.weekly')
      expect(await host.outbox(tenant)).toEqual([])
      for (const [team, amount] of [
        ['North', 1000],
        ['South', 800],
      ] as const) {
        const input = { year: 2026, team, amount }
        await host.call({ tenant, scopes: ['quotas:edit_quota'] }, { plugin: 'quotas', name: 'set', input })
      }
      const properties = { team: 'South', amount: 600, kind: 'new' }
      await host.ingest(tenant, [{ id: '1', event: 'quotas_deal_won', timestamp: '2026-11-02T08:00:00Z', properties }])
      await host.runJob(tenant, 'quotas.weekly')
      const [mail] = await host.outbox(tenant)
      expect(mail).toMatchObject({
        subject: 'Attainment on November 20, 2026',
        attachments: [{ name: 'chart.png', type: 'image/png' }],
      })
      expect(mail?.text).toContain('South is ahead of all teams, with 75% of its quota of the year sold.')
      expect(mail?.text).toMatch(/Team +Attainment\nSouth +75%/)
      expect(mail?.attachments[0]?.size).toBeGreaterThan(5000)
    } finally {
      await host.close()
    }
  })

  test('are pulled from the CRM with the token of the tenant', async () => {
    const host = await openTestHost(open, [server])
    try {
      const [tenant, other] = host.tenants
      host.http.answer('https://crm.example/v1/quotas', ({ headers }) =>
        headers['authorization'] === 'Bearer tok-5d1f'
          ? { json: { quotas: [{ team: 'South', year: 2027, amount: 900 }] } }
          : { status: 401 },
      )
      await expect(host.runJob(tenant, 'quotas.pull')).rejects.toMatchObject({ code: 'secret_missing' })
      await host.setSettings(tenant, 'quotas', { crmToken: 'tok-5d1f' })
      await host.runJob(tenant, 'quotas.pull')
      await host.runJob(tenant, 'quotas.pull')
      const asked = { plugin: 'quotas', name: 'list', input: { year: 2027 } }
      expect(await host.call({ tenant }, asked)).toEqual([{ team: 'South', amount: 900 }])
      expect(await host.call({ tenant: other }, asked)).toEqual([])
      await host.setSettings(tenant, 'quotas', { crmToken: 'old' })
      await expect(host.runJob(tenant, 'quotas.pull')).rejects.toMatchObject({ code: 'crm_refused' })
    } finally {
      await host.close()
    }
  })

  test('are pulled when the CRM says that they changed', async () => {
    const host = await openTestHost(open, [server])
    try {
      const [tenant, other] = host.tenants
      await host.setSettings(tenant, 'quotas', { crmSigningKey: 'key-5d1f' })
      const at = Math.floor(Date.now() / 1000)
      const raw = '{"changed":["South"]}'
      const signature = createHmac('sha256', 'key-5d1f').update(`${at}.${raw}`).digest('hex')
      const headers = { 'X-CRM-Timestamp': `${at}`, 'X-CRM-Delivery': 'd-1', 'X-CRM-Signature': `v1=${signature}` }
      expect(await host.webhook(tenant, 'quotas.crm', { raw, headers })).toEqual({ isNew: true })
      expect(await host.webhook(tenant, 'quotas.crm', { raw, headers })).toEqual({ isNew: false })
      expect(await host.jobRuns()).toMatchObject([{ job: 'quotas.pull', tenantId: tenant.id }])
      const forged = { raw: '{"changed":[]}', headers }
      await expect(host.webhook(tenant, 'quotas.crm', forged)).rejects.toMatchObject({ code: 'webhook_unverified' })
      await expect(host.webhook(other, 'quotas.crm', { raw, headers })).rejects.toMatchObject({ status: 401 })
    } finally {
      await host.close()
    }
  })
})
