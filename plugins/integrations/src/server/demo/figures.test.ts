import { demoTenants, describeDemo, rounded, type Demo } from '@tessera/test-kit'
import { describe, expect, test } from 'vitest'
import server from '../index.ts'

const { acme, globex, initech } = demoTenants
const own = (name: string) => `integrations.${name}`

describeDemo(server, (demo) => {
  const ask = async (...asked: Parameters<Demo['ask']>) => rounded(await demo.ask(...asked), 4)
  const compare = [{ kind: 'previous_period' as const }]

  describe('acme shows the published dashboard', () => {
    test.each([
      ['connected_users', 2450, 2076],
      ['oauth_attempt_success_rate', 0.7852, 0.7529],
      ['integration_chat_share', 0.45, 0.37],
      ['disconnect_rate', 0.1199, 0.14],
    ])('card %s: %d after %d', async (metric, now, before) => {
      expect(await ask(acme, [metric], { compare })).toEqual([[now, before]])
    })

    test('funnel', async () => {
      const steps = ['funnel_viewed', 'funnel_clicked', 'funnel_completed', 'funnel_used']
      expect(await ask(acme, steps)).toEqual([[5000, 2250, 1755, 1141]])
    })

    test('key metrics, and those beside them', async () => {
      const key = ['connection_rate', 'oauth_success_rate', 'usage_rate', 'connection_retention_30d']
      expect(await ask(acme, key)).toEqual([[0.351, 0.78, 0.6501, 0.8107]])
      expect(await ask(acme, ['connect_click_rate', 'oauth_abandon_rate'])).toEqual([[0.45, 0.0067]])
    })

    test('funnel by provider', async () => {
      const metrics = ['funnel_viewed', 'funnel_clicked', 'funnel_completed', 'funnel_used', 'oauth_success_rate']
      const order = [{ key: own('funnel_clicked'), dir: 'desc' as const }]
      expect(await ask(acme, metrics, { dimensions: [own('provider')], order })).toEqual([
        ['google', 2500, 1160, 913, 790, 0.7871],
        ['microsoft', 1550, 720, 561, 351, 0.7792],
        ['meta', 700, 280, 211, 0, 0.7536],
        ['linkedin', 250, 90, 70, 0, 0.7778],
      ])
    })

    test('connections by provider', async () => {
      const metrics = ['connection_share', 'open_connections', 'connected_users']
      expect(await ask(acme, metrics, { dimensions: [own('provider')] })).toEqual([
        ['google', 0.52, 1274, 1274],
        ['microsoft', 0.32, 784, 784],
        ['meta', 0.12, 294, 294],
        ['linkedin', 0.04, 98, 98],
      ])
    })

    test('failure reasons, over all and within a provider', async () => {
      expect(await ask(acme, ['failure_share', 'oauth_failures'], { dimensions: [own('error_type')] })).toEqual([
        ['user_cancelled', 0.45, 216],
        ['access_denied', 0.2792, 134],
        ['timeout', 0.15, 72],
        ['server_error', 0.1208, 58],
      ])
      const dimensions = [own('provider'), own('error_type')]
      const order = [{ key: own('oauth_failures'), dir: 'desc' as const }]
      const rows = await ask(acme, ['oauth_failures', 'failure_share_by_reason'], { dimensions, order })
      expect(rows).toHaveLength(16)
      expect(rows.slice(0, 3)).toEqual([
        ['google', 'user_cancelled', 110, 0.4583],
        ['microsoft', 'user_cancelled', 66, 0.4286],
        ['google', 'access_denied', 62, 0.2583],
      ])
    })

    test('service usage', async () => {
      expect(await ask(acme, ['service_share', 'service_usage'], { dimensions: [own('service')] })).toEqual([
        ['gmail', 0.42, 4200],
        ['google_calendar', 0.28, 2800],
        ['google_drive', 0.18, 1800],
        ['outlook', 0.08, 800],
        ['onedrive', 0.04, 400],
      ])
    })

    test('every day of the window has connected users, chats and attempts', async () => {
      const time = { range: { last: 30, unit: 'day' as const }, grain: 'day' as const }
      const rows = await ask(acme, ['connected_users', 'integration_chat_share', 'oauth_attempt_success_rate'], {
        time,
      })
      expect(rows).toHaveLength(30)
      expect(rows.flat()).not.toContain(null)
      expect(rows.at(-1)?.[1]).toBe(2450)
    })
  })

  test('globex misses targets and leans on LinkedIn', async () => {
    expect(await ask(globex, ['connected_users', 'disconnect_rate', 'connection_rate', 'usage_rate'])).toEqual([
      [648, 0.151, 0.2237, 0.3529],
    ])
    const shares = await ask(globex, ['connection_share'], { dimensions: [own('provider')] })
    expect(shares[0]).toEqual(['linkedin', 0.4275])
  })

  test('initech has views and nothing to divide by', async () => {
    expect(await ask(initech, ['funnel_viewed', 'funnel_clicked'])).toEqual([[6, 0]])
    expect(await ask(initech, ['oauth_success_rate', 'disconnect_rate', 'integration_chat_share'])).toEqual([
      [null, null, null],
    ])
    expect(await ask(initech, ['service_share'], { dimensions: [own('service')] })).toEqual([])
  })
})
