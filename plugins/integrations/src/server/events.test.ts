import { describe, expect, test } from 'vitest'
import { dimensions } from '../dimensions.ts'
import { disconnectReasons, errorTypes, events } from './events.ts'

type Name = keyof typeof events
const check = (name: Name, properties: Record<string, unknown>) => events[name].properties.safeParse(properties)
const chat = 'c0000000-0000-4000-8000-000000000001'

describe('accepted', () => {
  test.each<[Name, Record<string, unknown>]>([
    ['integration_viewed', { provider: 'google' }],
    ['integration_viewed', { provider: 'a-provider-nobody-knows', campaign: 'further properties stay' }],
    ['integration_oauth_completed', { provider: 'google', is_first_connection: true, duration_ms: 8_400 }],
    ['integration_oauth_failed', { provider: 'meta', error_type: 'token_exchange_failed' }],
    ['integration_used_in_chat', { provider: 'google', service: 'google_drive', chat_id: chat, success: false }],
    ['integration_disconnected', { provider: 'google', disconnect_reason: 'token_expired' }],
    ['chat_started', { chat_id: chat }],
  ])('%s %j', (name, properties) => {
    expect(check(name, properties)).toMatchObject({ success: true, data: properties })
  })
})

describe('rejected, with a reason that says what to write', () => {
  test.each<[Name, Record<string, unknown>, RegExp]>([
    ['integration_viewed', {}, /expected string/],
    ['integration_viewed', { provider: 'Google Inc.' }, /lower case words joined by _ or -/],
    ['integration_oauth_failed', { provider: 'google', error_type: 'oops' }, /one of: user_cancelled, access_denied/],
    ['integration_oauth_completed', { provider: 'google', duration_ms: -1 }, /too small/i],
    ['integration_oauth_completed', { provider: 'google', is_first_connection: 'yes' }, /boolean/],
    ['integration_used_in_chat', { provider: 'google', service: 'gmail', chat_id: 17 }, /expected string/],
    ['integration_disconnected', { provider: 'google' }, /one of: user_initiated, token_expired/],
    ['chat_started', {}, /expected string/],
  ])('%s %j', (name, properties, reason) => {
    const checked = check(name, properties)
    expect(checked.success).toBe(false)
    expect(checked.error?.issues[0]?.message).toMatch(reason)
  })
})

test('every reason an event may carry has a readable name, and the other way round', () => {
  expect(Object.keys(dimensions.error_type.labels)).toEqual([...errorTypes])
  expect(Object.keys(dimensions.disconnect_reason.labels)).toEqual([...disconnectReasons])
})
