import { expect, test } from 'vitest'
import { providerSchema } from './extend.ts'

const provider = { title: 'Hub', kind: 'oauth_app', services: [{ key: 'mail', title: 'Mail' }] } as const

test.each(['#4285f4', '#5c9a0a', '#c13584'])('%s is a colour for a provider', (color) => {
  expect(providerSchema.safeParse({ ...provider, color }).success).toBe(true)
})

test.each([
  ['#ffff00', 'light'],
  ['#000080', 'dark'],
])('%s cannot be seen on the %s ground', (color) => {
  expect(providerSchema.safeParse({ ...provider, color }).error?.issues[0]?.message).toContain('3:1')
})

test.each(['blue', '#12', '4285f4'])('%s is no colour', (color) => {
  expect(providerSchema.safeParse({ ...provider, color }).error?.issues[0]?.message).toContain('six hex digits')
})
