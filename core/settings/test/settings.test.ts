import { beforeAll, expect, test } from 'vitest'
import { definePlugin, metric } from '@tessera/plugin-api'
import { count, defineServer, derived, fact, ref, setting } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { z } from 'zod'
import { describeSettings, listSettingsChanges, readSettings, settingsOf } from '../src/index.ts'

const plugin = definePlugin({
  id: 'shop',
  title: 'Shop',
  settings: z
    .object({
      largeFrom: z
        .int()
        .min(1)
        .max(10_000)
        .default(100)
        .meta({ title: 'Large from', units: 'EUR', rule: 'from {value} EUR on' }),
      country: z.enum(['DE', 'FR']).default('DE').meta({ title: 'Country' }),
      isOpen: z.boolean().default(true),
      note: z.string().max(50).optional(),
    })
    .refine(({ country, largeFrom }) => country === 'DE' || largeFrom >= 10, 'France counts from 10'),
  metrics: {
    large: metric({
      title: 'Large',
      description: 'Large orders.',
      unit: 'count',
      direction: 'up',
      tier: 1,
      rules: ['largeFrom'],
    }),
    large_twice: metric({
      title: 'Large, twice',
      description: 'Large orders, twice.',
      unit: 'count',
      direction: 'up',
      tier: 3,
    }),
  },
})

const events = fact({
  name: 'orders',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
})
const server = defineServer(plugin, {
  metrics: {
    large: count(events, {
      where: (_, bounds) => sql<boolean>`(properties ->> 'amount')::numeric >= ${setting(plugin, 'largeFrom', bounds)}`,
    }),
    large_twice: derived({ large: ref('large') }, (n) => sql<number>`${n.large} * 2`),
  },
})

test('what is stored counts where the plugin still takes it, else the default', () => {
  expect(settingsOf(plugin, {})).toEqual({ largeFrom: 100, country: 'DE', isOpen: true })
  expect(settingsOf(plugin, { largeFrom: 0, country: 'FR', isOpen: 'yes', gone: 1 })).toEqual({
    largeFrom: 100,
    country: 'FR',
    isOpen: true,
  })
  expect(settingsOf(plugin, { country: 'FR', largeFrom: 2 })).toEqual({ largeFrom: 100, country: 'DE', isOpen: true })
})

test('nobody changes them for others, nor the default', () => {
  const lists = { settings: z.object({ lists: z.record(z.string(), z.array(z.string())).default({ open: [] }) }) }
  const { lists: given } = settingsOf(lists, {}) as { lists: { open: string[] } }
  expect(() => given.open.push('mine')).toThrow(TypeError)
  const { lists: stored } = settingsOf(lists, { lists: { open: ['a'] } }) as { lists: { open: string[] } }
  expect(() => stored.open.push('mine')).toThrow(TypeError)
  expect(settingsOf(lists, {})).toEqual({ lists: { open: [] } })
})

describeDatabases('settings of a plugin', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
    for (const tenant of host.tenants) {
      await host.ingest(
        tenant,
        [5, 50, 500].map((amount, n) => ({
          id: `00000000-0000-7000-8000-00000000000${n}`,
          event: 'order_placed',
          timestamp: '2026-11-10T12:00:00Z',
          properties: { amount },
        })),
      )
    }
    return () => host.close()
  })

  const large = async (n: 0 | 1) =>
    (await host.query(host.tenants[n], { metrics: [{ id: 'shop.large' }] })).rows[0]?.[0]
  const own = (n: 0 | 1) =>
    describeSettings(
      { tenantTransaction: host.database.tenantTransaction, vault: host.vault },
      host.tenants[n].id,
      plugin,
    )

  test('are shown as the fields of a form, with what counts now', async () => {
    expect(await own(0)).toMatchObject({
      plugin: 'shop',
      fields: [
        { name: 'largeFrom', kind: 'integer', title: 'Large from', unit: 'EUR', least: 1, most: 10_000, usual: 100 },
        { name: 'country', kind: 'choice', choices: ['DE', 'FR'], usual: 'DE' },
        { name: 'isOpen', kind: 'boolean', title: 'isOpen', usual: true },
        { name: 'note', kind: 'text', usual: null },
      ],
      values: { largeFrom: 100, country: 'DE', isOpen: true },
      own: [],
    })
  })

  test('change numbers at once, of their tenant alone, and go back to the default', async () => {
    expect([await large(0), await large(1)]).toEqual([1, 1])
    await host.setSettings(host.tenants[0], 'shop', { largeFrom: 10 })
    expect([await large(0), await large(1)]).toEqual([2, 1])
    await host.setSettings(host.tenants[0], 'shop', { largeFrom: 1, country: 'DE' })
    expect([await large(0), await large(1)]).toEqual([3, 1])
    expect(await own(0)).toMatchObject({ own: ['largeFrom', 'country'] })
    expect(await own(1)).toMatchObject({ own: [] })
    await host.setSettings(host.tenants[0], 'shop', { largeFrom: null, country: null })
    expect([await large(0), await large(1)]).toEqual([1, 1])
    const { id } = host.tenants[0]
    const changes = await host.database.tenantTransaction(id, (db) => listSettingsChanges(db, id, 'shop'))
    expect(changes.map(({ changed }) => changed)).toEqual([
      { largeFrom: null, country: null },
      { largeFrom: 1, country: 'DE' },
      { largeFrom: 10 },
    ])
  })

  test('are told with the figures that rest on them, and a question may ask for others', async () => {
    const [a] = host.tenants
    const asked = (rules?: Record<string, string | number>, id = 'shop.large') =>
      host.query(a, { metrics: [{ id }], ...(rules ? { rules } : {}) })
    const told = async (rules?: Record<string, string | number>, id?: string) => {
      const { rows, meta } = await asked(rules, id)
      return [rows[0]?.[0], meta.rules?.map(({ phrase, asked: isAsked = false }) => [phrase, isAsked])]
    }
    expect(await told()).toEqual([1, [['from 100 EUR on', false]]])
    expect(await told({ 'shop.largeFrom': 10 })).toEqual([2, [['from 10 EUR on', true]]])
    expect(await told({ 'shop.largeFrom': 1 }, 'shop.large_twice')).toEqual([6, [['from 1 EUR on', true]]])
    await host.setSettings(a, 'shop', { largeFrom: 50 })
    expect(await told()).toEqual([2, [['from 50 EUR on', false]]])
    expect(await told({ 'shop.largeFrom': 100 })).toEqual([1, [['from 100 EUR on', true]]])
    await host.setSettings(a, 'shop', { largeFrom: null })
    const codeOf = (rules: Record<string, string | number>) =>
      asked(rules).then(
        () => null,
        ({ code }: { code: string }) => code,
      )
    expect(await codeOf({ 'shop.country': 'FR' })).toBe('rule_unknown')
    expect(await codeOf({ 'shop.largeFrom': 0 })).toBe('rule_invalid')
    expect(await codeOf({ "shop.largeFrom' or true": 0 })).toBe('invalid_query')
    expect(await told()).toEqual([1, [['from 100 EUR on', false]]])
  })

  test('that are wrong are refused by name, and nothing of the change is kept', async () => {
    const refused = (change: Readonly<Record<string, unknown>>) =>
      host.setSettings(host.tenants[0], 'shop', change).then(
        () => null,
        (error: { code: string; status: number; message: string }) => [error.code, error.status, error.message],
      )
    expect(await refused({ largeFrom: 0, isOpen: false })).toMatchObject(['settings_invalid', 422, /Large from: /])
    expect(await refused({ largeform: 5 })).toMatchObject(['settings_invalid', 422, /there are: largeFrom/])
    for (const change of [{ constructor: 5 }, { constructor: null }, { toString: null }, { ['__proto__']: null }]) {
      expect(await refused(change)).toMatchObject(['settings_invalid', 422, /there are: largeFrom/])
    }
    expect(await refused({ country: 'FR', largeFrom: 5 })).toMatchObject(['settings_invalid', 422, /France counts/])
    const { id } = host.tenants[0]
    expect(await readSettings(host.database.owner, id, plugin)).toEqual({ largeFrom: 100, country: 'DE', isOpen: true })
  })
})
