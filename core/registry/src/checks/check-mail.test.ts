import { expect, test } from 'vitest'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { checkFields } from './check-fields.ts'
import { checkMail } from './check-mail.ts'

const plugin = (mail: unknown) => ({ id: 'x', contract: { id: 'x', title: 'X', mail } }) as unknown as LoadedPlugin

test('a plugin sends no mail, or says to whom', () => {
  for (const mail of [undefined, { to: 'members' }, { to: 'anybody' }]) {
    expect(() => checkMail(plugin(mail))).not.toThrow()
  }
})

test.each([true, {}, { to: 'all' }, { to: null }, 'members'])('%j is refused with what to write', (mail) => {
  expect(() => checkMail(plugin(mail))).toThrow("write mail: { to: 'members' }")
})

test('a field that nothing reads is refused', () => {
  expect(() => checkFields(plugin({ to: 'members', from: 'me' }))).toThrow("mail has the field 'from'")
})
