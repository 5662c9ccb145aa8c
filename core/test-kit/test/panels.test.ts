import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerDoor } from '@tessera/plugin-api/server'
import type { WebDoor } from '@tessera/plugin-api/web'
import { makeFrame, dimension, metric } from '@tessera/ui/cases'
import { beforeAll, expect, test } from 'vitest'
import { describeDatabases, openTestHost, type TestHost } from '../src/index.ts'
import { renderPanel } from '../src/web/index.ts'

const examples = join(import.meta.dirname, '../../../docs/examples')
const load = async <Door>(file: string): Promise<Door> =>
  ((await import(/* @vite-ignore */ pathToFileURL(join(examples, file)).href)) as { default: Door }).default

describeDatabases('panels', (open) => {
  let host: TestHost
  let rhythm: WebDoor

  beforeAll(async () => {
    const doors = ['quotas-plugin/src/server/index.ts', 'rhythm/src/server/index.ts'].map((file) =>
      load<ServerDoor>(file),
    )
    rhythm = await load<WebDoor>('rhythm/src/web/index.ts')
    host = await openTestHost(open, await Promise.all(doors))
    const [tenant] = host.tenants
    const deal = (team: string, amount: number) => ({
      id: team,
      event: 'quotas_deal_won',
      timestamp: '2026-11-02T08:00:00Z',
      properties: { team, amount, kind: 'new' },
    })
    await host.ingest(tenant, [deal('North', 500), deal('South', 250)])
    for (const team of ['North', 'South']) {
      const input = { year: 2026, team, amount: 1000 }
      await host.call({ tenant, scopes: ['quotas:edit_quota'] }, { plugin: 'quotas', name: 'set', input })
    }
    return () => host.close()
  })

  test('are drawn with the figures of the tenant', async () => {
    const [tenant, other] = host.tenants
    const bars = await renderPanel(host, { panel: 'quotas.by_team', tenant })
    expect(bars.text()).toMatch(/^Attainment by team.*North.*50\.0 %.*South.*25\.0 %/)
    expect(bars.main.querySelectorAll('svg rect').length).toBeGreaterThan(1)
    await bars.close()
    const none = await renderPanel(host, { panel: 'quotas.by_team', tenant: other })
    expect(none.text()).toContain('No data')
    await none.close()
  })

  test('are drawn with a frame at hand', async () => {
    const [tenant] = host.tenants
    const frame = makeFrame(
      [dimension('quotas.team', 'Team'), metric('quotas.attainment', 'Attainment', { unit: 'ratio', direction: 'up' })],
      [['East', 0.875]],
    )
    const bars = await renderPanel(host, { panel: 'quotas.by_team', tenant, frame, size: { width: 300, height: 160 } })
    expect(bars.text()).toMatch(/East.*87\.5 %/)
    expect(bars.main.querySelector('svg')?.getAttribute('width')).toBe('300')
    await bars.close()
  })

  test('of a view of a plugin are drawn by its web door, and say so where that is not given', async () => {
    const [tenant] = host.tenants
    const heatmap = await renderPanel(host, { panel: 'rhythm.week', tenant, door: rhythm })
    expect(heatmap.text()).toMatch(/Monday|Mon/)
    await heatmap.close()
    const without = await renderPanel(host, { panel: 'rhythm.week', tenant })
    expect(without.text()).toContain('view.unknown')
    await without.close()
    await expect(renderPanel(host, { panel: 'rhythm.none', tenant })).rejects.toMatchObject({ code: 'panel_unknown' })
  })
})
