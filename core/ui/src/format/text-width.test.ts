import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitText, textWidth } from './text-width.ts'

/** The longest part that fits, found by taking one character after the other away. */
function cutSlowly(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  const chars = [...text]
  while (chars.length > 1 && textWidth(`${chars.join('').trimEnd()}…`) > width) chars.pop()
  return `${chars.join('').trimEnd()}…`
}

test('a text is cut to the longest part that fits with its ellipsis', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'i', 'M', ' ', '1', '😀', 'م', '漢'), maxLength: 30 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 200 }), (text, width) => {
      expect(fitText(text, width)).toBe(cutSlowly(text, width))
    }),
  )
})

test('of a text that is far longer, no more is looked at than fits', () => {
  expect(fitText('x'.repeat(50_000_000), 100)).toMatch(/^x{10,15}…$/)
})
