import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, otherOf, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { countryCode } from './country-code.ts'
import { mapHits } from './map-hits.ts'
import { mapLayout } from './map-layout.ts'
import { projectWorld } from './project-world.ts'
import { countryShapes } from './world-shapes.ts'

const country = dimension('country', 'Country')
const draw = (rows: readonly (readonly Cell[])[], [width, height] = [900, 360], locale = 'en-US') => {
  const props = {
    frame: makeFrame([country, users], rows),
    options: {},
    width: width ?? 0,
    height: height ?? 0,
    locale,
  }
  return { ...mapLayout(props), hits: mapHits(props) }
}

test('every shape but three areas that have no code of their own is a country by two letters', () => {
  expect(countryShapes.size).toBe(174)
  for (const code of ['US', 'DE', 'CI', 'SS', 'TW', 'GL', 'XK', 'VN']) expect(countryShapes.has(code), code).toBe(true)
  expect(countryShapes.has('AQ')).toBe(false)
})

test('codes may be small, numbers or former ones; what is none has no country', () => {
  expect(['us', '276', 'UK', 'XK', 'QQ'].map(countryCode)).toEqual(['US', 'DE', 'GB', 'XK', 'QQ'])
  expect(['', 'USA', 'Germany', '1', '</a>', 'é1', '-99'].map(countryCode)).toEqual(Array(7).fill(undefined))
})

test('places lie where they are: west of, north of', () => {
  const { countries, width, height } = projectWorld(800, 400)
  const at = (code: string) => countries.get(code) ?? { x: Number.NaN, y: Number.NaN }
  expect(at('US').x).toBeLessThan(at('DE').x)
  expect(at('DE').x).toBeLessThan(at('JP').x)
  expect(at('CA').y).toBeLessThan(at('BR').y)
  expect(width).toBeLessThanOrEqual(800)
  expect(height).toBeLessThanOrEqual(400)
  for (const { box } of countries.values()) {
    expect(box.x).toBeGreaterThanOrEqual(-0.1)
    expect(box.x + box.width).toBeLessThanOrEqual(width + 0.1)
    expect(box.y + box.height).toBeLessThanOrEqual(height + 0.1)
  }
})

test('what the map cannot show stands in the list, by name; nothing is left out', () => {
  const { list, hits } = draw([
    ['DE', 5],
    ['SG', 9],
    [null, 2],
    ['QQ', 1],
    ['FR', null],
  ])
  expect(list.heads.map(({ text }) => text)).toEqual(['Not on the map'])
  expect(list.rows.map(({ name, place }) => [name, place.text, place.token])).toEqual([
    ['Germany', '5', 'seq-4'],
    ['France', '–', null],
    ['Singapore', '9', 'seq-6'],
    ['(none)', '2', 'seq-2'],
    ['QQ', '1', 'seq-1'],
  ])
  expect(hits.map(({ title }) => title).toSorted()).toEqual(['(none)', 'France', 'Germany', 'QQ', 'Singapore'])
})

test('names are those of the reader', () => {
  expect(draw([['DE', 5]], [900, 360], 'de-DE').hits[0]?.title).toBe('Deutschland')
})

test('a second code of a country stands beside it, and the rest of top has no place', () => {
  const frame = makeFrame(
    [country, otherOf(country), users],
    [
      ['GB', false, 5],
      ['UK', false, 3],
      [null, true, 90],
    ],
  )
  const { places } = mapLayout({ frame, options: {}, width: 900, height: 360 })
  expect(places.map(({ name, at }) => [name, at !== undefined])).toEqual([
    ['All others', false],
    ['United Kingdom', true],
    ['United Kingdom', false],
  ])
})

test('a click picks the country by its stored code; large ones answer by their outline, small ones in a box', () => {
  const { hits } = draw([
    ['us', 5],
    ['LU', 3],
  ])
  expect(hits.map(({ selection }) => selection)).toEqual([
    { kind: 'value', column: country.name, value: 'us' },
    { kind: 'value', column: country.name, value: 'LU' },
  ])
  expect(hits[0]?.path).toMatch(/^M/)
  expect([hits[1]?.path, hits[1]?.width]).toEqual([undefined, 14])
})

test.each([
  [900, 360],
  [560, 260],
  [328, 400],
  [288, 160],
])('at %i by %i nothing stands outside, and what has no room is counted', (width, height) => {
  const codes = [...countryShapes.keys(), ...Array.from({ length: 40 }, (_, at) => `nowhere ${at}`)]
  const { list, key, hits } = draw(
    codes.map((code, at) => [code, at]),
    [width, height],
  )
  for (const { x, y, width: wide } of list.rows) {
    expect(y + 20).toBeLessThanOrEqual(height)
    expect(x + wide).toBeLessThanOrEqual(width)
  }
  expect(key.y + 22).toBeLessThanOrEqual(height)
  expect(list.heads.map(({ text }) => text).join()).toMatch(list.rows.length === 0 ? /./ : /Not on the map.*40 in all/)
  for (const hit of hits) expect(hit.x + hit.width).toBeLessThanOrEqual(width + 14)
})

test('losses have the other side of the scale', () => {
  const { places } = draw([
    ['DE', 5],
    ['FR', -10],
  ])
  expect(places.map(({ token }) => token)).toEqual(['div-6', 'div-1'])
})
