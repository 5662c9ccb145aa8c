import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtInViews } from '@tessera/plugin-api'
import { situations } from '@tessera/plugin-api/web'
import { conformance } from '@tessera/test-kit'
import { renderPanel } from '@tessera/ui/server'
import { describe, expect, test } from 'vitest'
import server from './examples/rhythm/src/server/index.ts'
import { heatmapCases } from './examples/rhythm/src/views/heatmap/heatmap-cases.ts'
import drawing from './examples/rhythm/src/views/heatmap/heatmap-drawing.tsx'
import { heatmapLayout } from './examples/rhythm/src/views/heatmap/heatmap-layout.ts'

const root = join(import.meta.dirname, '..')
const guide = readFileSync(join(root, 'docs/guides/add-a-view.md'), 'utf8')
const example = 'docs/examples/rhythm'
const folder = `${example}/src/views/heatmap/`

/** Files of the code that hold a text, with forward slashes; tests left out. */
function filesWith(pattern: RegExp, globs: readonly string[]): readonly string[] {
  return globSync(globs, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/\.test\.tsx?$|\/node_modules\//.test(file))
    .filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
    .toSorted()
}

/** Paths in the first column of the table below a heading of the guide. */
function filesNamed(heading: string): readonly string[] {
  const section = guide.slice(guide.indexOf(`## ${heading}`)).split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1] ?? '').toSorted()
}

test('the view of the example is known in its folder and in the files the guide names, nowhere else', () => {
  const code = ['{core,host,server,plugins,docs/examples}/**/*.{ts,tsx}', 'docs/examples/*/package.json']
  const knowing = filesWith(/heatmap/i, code)
  const outside = knowing.filter((file) => !file.startsWith(folder))
  const named = filesNamed('A view of a plugin').map((file) => `${example}/${file}`)
  expect([...outside, folder].toSorted()).toEqual(named)
  expect(knowing.length).toBeGreaterThan(outside.length)
})

test('the guide lists the views every host has', () => {
  expect(filesNamed('Views every host has')).toEqual(Object.keys(builtInViews).toSorted())
})

/** Where the host chooses a view by its name: the catalogue, a drill, "view as table", and how to begin. */
const choosers = [
  'host/src/catalogue/metric-panels.ts',
  'host/src/dashboard/drill-dialog.tsx',
  'host/src/dashboard/nothing-recorded.tsx',
]

// The names of the others are words of their own in the code: a line, a table, targets.
test.each([
  'big_number',
  'ranked_bar',
  'funnel',
  'donut',
  'cohorts',
  'day_grid',
  'matrix',
  'scatter',
  'histogram',
  'intervals',
  'status_grid',
  'waterfall',
  'small_multiples',
] as const)('a view every host has, as %s, is known to the files the guide names, nowhere else', (view) => {
  const name = view.replaceAll('_', '-')
  const known = new RegExp(`'${view}'(?! in )|\\b${view}: \\w+(View|Drawing)\\b|builtIn(Views|Drawings)\\.${view}\\b`)
  const code = ['core/{plugin-api,registry,ui}/src/**/*.{ts,tsx}', '{host,server}/src/**/*.{ts,tsx}']
  const named = filesNamed('A view every host has').map((file) => file.replace('<view>', name))
  const elsewhere = filesWith(known, code)
    .filter((file) => !choosers.includes(file))
    .filter((file) => !named.some((path) => (path.endsWith('/') ? file.startsWith(path) : file === path)))
  expect(elsewhere).toEqual([])
  for (const path of named) {
    const isThere = globSync(path.endsWith('/') ? `${path}${name}*.{ts,tsx}` : path, { cwd: root }).length > 0
    expect(isThere, path).toBe(true)
  }
})

describe.each(situations)('the heatmap, %s', (situation) => {
  const { frame, options } = heatmapCases[situation]
  const draw = (width: number, height: number) =>
    renderPanel({ view: 'rhythm.heatmap', drawing, frame, options, width, height }, 'light')

  test('is drawn, or says why not', () => {
    const markup = draw(560, 260)
    if (situation === 'error') expect(markup).toContain('view.needs_dimension')
    else if (situation === 'empty') expect(markup).toContain('No data')
    else expect(markup).toMatch(/<svg.*aria-label="[^"]{8,}"/)
    if (situation !== 'error') expect(markup).not.toContain('t-message-error')
  })

  test.each([560, 240])('places nothing outside %s px', (width) => {
    const markup = draw(width, 200)
    const ends = [...markup.matchAll(/<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
    for (const [, x, y, w, h] of ends) {
      expect(Number(x)).toBeGreaterThanOrEqual(0)
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(width + 1)
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(200)
    }
    expect(markup).not.toMatch(/NaN|Infinity|undefined/)
  })
})

test('a cell is as dark as its value is of the largest, of all or of its row', () => {
  const { frame } = heatmapCases.many
  const size = { width: 560, height: 260 }
  const value = (row: (typeof frame.rows)[number]) => Number(row[2])
  for (const shade of ['all', 'row'] as const) {
    const { cells } = heatmapLayout({ frame, options: { shade }, ...size })
    expect(cells).toHaveLength(frame.rows.length)
    for (const cell of cells) {
      const beside = shade === 'all' ? frame.rows : frame.rows.filter(([day]) => day === cell.row[0])
      const most = beside.map(value).reduce((a, b) => (b > a ? b : a), 0)
      expect(cell.shade).toBeCloseTo(value(cell.row) / most, 12)
    }
  }
})

test('options a view does not take are said in the card', () => {
  const { frame } = heatmapCases.many
  const size = { width: 560, height: 260 }
  const draw = (options: object) =>
    renderPanel({ view: 'rhythm.heatmap', drawing, frame, options: { ...options }, ...size }, 'light')
  expect(draw({ shade: 'column' })).toContain('view.options_wrong')
  expect(draw({ shdae: 'row' })).toContain('view.options_wrong')
  expect(draw({})).toContain('<svg')
})

conformance(server, {
  events: ({ asOf }) =>
    [1, 2, 3].map((at) => ({
      id: `event ${at}`,
      event: 'anything_happened',
      timestamp: new Date(asOf.getTime() - at * 86_400_000).toISOString(),
      properties: {},
    })),
})
