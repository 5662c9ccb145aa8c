import { describe, expect, test } from 'vitest'
import { colorFor, colorsFor } from './color-for.ts'
import { legible } from './legible.ts'
import { contrast, linearRgb, type Rgb } from './luminance.ts'
import { categoryCount, tokenValue, type Scheme } from './tokens.ts'

const rgb = (hex: string): Rgb => linearRgb(hex) ?? [0, 0, 0]
const value = (name: string, scheme: Scheme) => rgb(tokenValue(name, scheme))

/** How a colour looks without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1). */
const eyes: { readonly [name: string]: readonly (readonly [number, number, number])[] } = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
}

function seenBy([red, green, blue]: Rgb, eye: string): Rgb {
  const channel = (row: number) => {
    const [r = 0, g = 0, b = 0] = eyes[eye]?.[row] ?? []
    return Math.min(1, Math.max(0, r * red + g * green + b * blue))
  }
  return [channel(0), channel(1), channel(2)]
}

function oklab([red, green, blue]: Rgb): readonly [number, number, number] {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ]
}

/** Distance in Oklab times 100; about 2 can just be told apart side by side. */
function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)]
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const categories = Array.from({ length: categoryCount }, (_, index) => `cat-${index + 1}`)

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const card = value('card', scheme)

  test.each(categories)('%s stands out from the card at 3:1', (name) => {
    expect(contrast(value(name, scheme), card)).toBeGreaterThanOrEqual(3)
  })

  test.each(['accent', 'bad'])('text on a button filled with %s is readable at 4.5:1', (name) => {
    expect(contrast(value('on-accent', scheme), value(name, scheme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['text', 'secondary', 'accent', 'good', 'bad', 'warn'])('text in %s is readable at 4.5:1', (name) => {
    expect(contrast(value(name, scheme), card)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(value(name, scheme), value('page', scheme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each([
    ['full colour vision', 15],
    ['deuteranopia', 8.5],
    ['protanopia', 8.5],
  ] as const)('categories are told apart with %s', (eye, least) => {
    const seen = categories.map((name) => seenBy(value(name, scheme), eye))
    const distances = seen.flatMap((one, index) => seen.slice(0, index).map((other) => distance(one, other)))
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(least)
  })

  test.each([
    'seq-1',
    'seq-2',
    'seq-3',
    'seq-4',
    'seq-5',
    'seq-6',
    ...[1, 2, 3, 4, 5, 6, 7].map((step) => `div-${step}`),
  ])('text on %s is readable at 4.5:1', (name) => {
    expect(contrast(value(`on-${name}`, scheme), value(name, scheme))).toBeGreaterThanOrEqual(4.5)
  })

  test('the sequential ramp moves steadily away from the card', () => {
    const steps = [1, 2, 3, 4, 5, 6].map((step) => contrast(value(`seq-${step}`, scheme), card))
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })
})

test('a category keeps its colour', () => {
  expect(colorFor('google')).toBe(colorFor('google'))
  expect(colorsFor(['a', 'b', 'c'])).toEqual(colorsFor(['c', 'a', 'b']))
  expect(colorsFor(['google']).get('google')).toBe(colorFor('google'))
})

test('eight categories in one panel get eight colours', () => {
  const keys = ['google', 'microsoft', 'meta', 'linkedin', 'slack', 'hubspot', 'zoom', 'asana']
  expect(new Set(colorsFor(keys).values()).size).toBe(8)
})

test.each(['#000000', '#ffffff', '#ff7a59', '#4285f4', '#0a66c2', '#fe0'])(
  'brand colour %s is seen on both cards',
  (hex) => {
    const seen = rgb(legible(hex))
    expect(contrast(seen, value('card', 'light'))).toBeGreaterThanOrEqual(3)
    expect(contrast(seen, value('card', 'dark'))).toBeGreaterThanOrEqual(3)
  },
)
