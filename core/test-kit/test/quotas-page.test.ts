import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerDoor } from '@tessera/plugin-api/server'
import type { WebDoor } from '@tessera/plugin-api/web'
import { beforeAll, expect, test } from 'vitest'
import { describeDatabases, openTestHost, type TestHost } from '../src/index.ts'
import { renderPage } from '../src/web/index.ts'

const example = join(import.meta.dirname, '../../../docs/examples/quotas-plugin/src')
const load = (file: string) => import(/* @vite-ignore */ pathToFileURL(join(example, file)).href)

describeDatabases('pages of quotas', (open) => {
  let host: TestHost
  let door: WebDoor

  beforeAll(async () => {
    const { default: server }: { default: ServerDoor } = await load('server/index.ts')
    ;({ default: door } = (await load('web/index.ts')) as { default: WebDoor })
    host = await openTestHost(open, [server])
    return () => host.close()
  })

  test('a quota that was set on one page stands on the other, in its tenant alone', async () => {
    const [tenant, other] = host.tenants
    const form = await renderPage(host, { door, path: 'set', tenant })
    expect(form.text()).toContain(`For ${tenant.name}, up to EUR 1,000,000.`)
    await form.press('Set it')
    await form.until('Fill this in')
    await form.fill('Team', 'North')
    await form.fill('Year', '2027')
    await form.fill('Amount', '3000000')
    await form.press('Set it')
    await form.until('Is above 1,000,000, the largest there may be')
    await form.fill('Amount', '120000')
    await form.press('Set it')
    await form.until('North has its quota for 2027.')
    await form.close()

    const list = await renderPage(host, { door, path: 'quotas/2027', tenant, rights: ['metrics:read'] })
    await list.until('North120,000')
    expect(list.main.querySelectorAll('a')).toHaveLength(0)
    await list.close()

    const elsewhere = await renderPage(host, { door, path: 'quotas/2027', tenant: other })
    await elsewhere.until('No team has a quota for this year yet')
    expect(elsewhere.main.querySelector('a')?.getAttribute('href')).toBe(`/t/${other.slug}/p/quotas/set`)
    await elsewhere.close()
  })

  test('settings are those of the tenant', async () => {
    const [tenant] = host.tenants
    await host.setSettings(tenant, 'quotas', { largest: 5000 })
    const form = await renderPage(host, { door, path: 'set', tenant })
    expect(form.text()).toContain('up to EUR 5,000.')
    await form.close()
  })

  test('a page that is not there, and one that is not for the person, are refused', async () => {
    const [tenant] = host.tenants
    await expect(renderPage(host, { door, path: 'nothing', tenant })).rejects.toMatchObject({ code: 'page_unknown' })
    await expect(renderPage(host, { door, path: 'set', tenant, rights: ['metrics:read'] })).rejects.toMatchObject({
      code: 'page_refused',
    })
  })
})
