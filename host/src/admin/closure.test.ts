import { expect, test } from 'vitest'
import { changedSentence, closureNotice } from './closure.ts'

const plugin = (id: string, enabled: boolean, requires: readonly string[] = []) => ({
  id,
  title: id.toUpperCase(),
  enabled,
  requires,
})

test('turning off names everything that stands on it, however far', () => {
  const all = [plugin('a', true), plugin('b', true, ['a']), plugin('c', true, ['b']), plugin('d', false, ['a'])]
  expect(closureNotice(plugin('a', true), all)).toBe('Turning it off also turns off B, C')
  expect(closureNotice(plugin('c', true, ['b']), all)).toBe('')
})

test('turning on names what it needs and is off', () => {
  const all = [plugin('a', false), plugin('b', false, ['a']), plugin('x', true)]
  expect(closureNotice(plugin('c', false, ['b', 'x']), all)).toBe('Turning it on also turns on B, A')
})

test('plugins that require each other do not run in circles', () => {
  const all = [plugin('a', true, ['b']), plugin('b', true, ['a'])]
  expect(closureNotice(plugin('a', true, ['b']), all)).toBe('Turning it off also turns off B')
})

test('what was done is said in one sentence', () => {
  expect(changedSentence('a', false, ['a'])).toBe('a is off.')
  expect(changedSentence('a', true, ['a', 'b'])).toBe('a is on, and with it b.')
})
