import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineView, optionNames, readOptions, viewShape } from './view.ts'
import { builtInViews } from './views/built-in.ts'
import { customView } from './views/custom.ts'
import { defineWeb } from './web/index.ts'

const size = { least: { w: 4, h: 4 }, usual: { w: 8, h: 8 } }
const needs = { time: 'never', dimensions: {}, metrics: {} } as const
const options = z.object({ shade: z.enum(['all', 'row']).default('all'), beside: z.string().optional() })
const grid = defineView({ title: 'Grid', needs, options, size, metricOptions: ['beside'] })

test('options are read with their defaults, and what the view does not know is refused', () => {
  expect(readOptions(grid)).toEqual({ options: { shade: 'all' } })
  expect(readOptions(grid, { shade: 'row' })).toEqual({ options: { shade: 'row' } })
  expect(readOptions(grid, { shade: 'column' })).toEqual({ reason: expect.stringMatching(/^shade: Invalid option/) })
  expect(readOptions(grid, { shdae: 'row' })).toEqual({ reason: 'Unrecognized key: "shdae"' })
  expect(optionNames(grid)).toEqual(['shade', 'beside'])
})

test('a view that says it takes anything is given anything', () => {
  const loose = defineView({ title: 'Loose', needs, options: z.looseObject({}), size })
  expect(readOptions(loose, { any: 1 })).toEqual({ options: { any: 1 } })
  expect(readOptions(customView, { custom: [1] })).toEqual({ options: [1] })
  expect(readOptions(customView)).toEqual({ options: undefined })
})

test('the plain part of every view goes through JSON and comes back', () => {
  for (const view of [grid, customView, ...Object.values(builtInViews)]) {
    const shape = viewShape(view)
    expect(JSON.parse(JSON.stringify(shape))).toStrictEqual(shape)
    expect(shape).not.toHaveProperty('options')
  }
})

test('a declared view cannot be changed', () => {
  expect(Object.isFrozen(grid.size.least)).toBe(true)
  expect(Object.isFrozen(builtInViews)).toBe(true)
})

test('a component for a custom panel is the chart of a view named like the panel', async () => {
  const Total = () => null
  const query = { metrics: ['seen'] }
  const metrics = { seen: { title: 'S', description: 'S.', unit: 'count', direction: 'up', tier: 1 } } as const
  const plugin = { id: 'own', title: 'Own', metrics, panels: { total: { title: 'T', view: 'custom', query } } } as const
  const door = defineWeb(plugin, { panels: { total: async () => ({ default: Total }) } })
  const drawing = await door.views?.['total']?.()
  expect(drawing?.default).toMatchObject({ spec: customView, Chart: Total })
})
