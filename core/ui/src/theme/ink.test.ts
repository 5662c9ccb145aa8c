import { expect, test } from 'vitest'
import { ink, inlineTokens } from './ink.ts'
import { tokenValue } from './tokens.ts'

test('colour variables become values of the scheme', () => {
  const markup = `<rect fill="${ink('cat-1')}"/>`
  expect(inlineTokens(markup, 'light')).toBe(`<rect fill="${tokenValue('cat-1', 'light')}"/>`)
  expect(inlineTokens(markup, 'dark')).toBe(`<rect fill="${tokenValue('cat-1', 'dark')}"/>`)
})
