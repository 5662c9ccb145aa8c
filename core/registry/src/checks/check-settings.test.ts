import { secret } from '@tessera/plugin-api'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { checkSettings } from './check-settings.ts'

const token = secret({ title: 'API token' })
const plugin = (settings: z.ZodType) =>
  ({ id: 'x', contract: { id: 'x', title: 'X', settings } }) as unknown as LoadedPlugin

test('settings with a secret pass, wrapped or not', () => {
  expect(() =>
    checkSettings(plugin(z.object({ token, key: token.optional(), days: z.int().default(3) }))),
  ).not.toThrow()
})

test.each([
  [z.string(), 'no z.object'],
  [z.object({ days: z.int() }), "'days' has no default"],
  [z.object({ days: z.int().min(5).default(1) }), "the default of 'days'"],
  [
    z.object({
      land: z
        .enum(['DE', 'FR'])
        .default('IT' as never)
        .optional(),
    }),
    "the default of 'land'",
  ],
  [z.object({ DAYS: z.int().default(1) }), 'no camelCase name'],
  [z.object({ token: token.default('tok' as never) }), "the secret 'token' has a default"],
  [z.object({ shop: z.object({ token }).default({}) }), "a secret stands inside of 'shop'"],
  [z.object({ tokens: z.array(token).default([]) }), "a secret stands inside of 'tokens'"],
])('%# are refused with what is wrong', (settings, reason) => {
  expect(() => checkSettings(plugin(settings))).toThrow(reason)
})
