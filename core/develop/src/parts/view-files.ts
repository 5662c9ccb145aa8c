/** Names in the files of a new view. */
export interface ViewNames {
  /** With the plugin before it. */
  readonly id: string
  /** Of its folder, and before the ends of its files. */
  readonly file: string
  readonly view: string
  readonly cases: string
  readonly chart: string
  readonly title: string
}

/** The view as data. */
export const viewText = ({ view, title }: ViewNames): string => `import { defineView } from '@tessera/plugin-api'
import { z } from 'zod'

/** A bar for each value of one metric. */
export const ${view} = defineView({
  title: '${title}',
  needs: { time: 'never', dimensions: { least: 0, most: 1 }, metrics: { least: 1, most: 1 } },
  options: z.object({
    /** No more bars than these are drawn. */
    most: z.int().min(1).max(20).default(10),
  }),
  size: { least: { w: 6, h: 4 }, usual: { w: 12, h: 8 } },
})
`

/** The component. */
export const chartText = ({
  view,
  chart,
  file,
}: ViewNames): string => `import type { PropsOf } from '@tessera/plugin-api/web'
import { cellOf, ChartSvg, ChartText, fitText, formatCell, ink, nameOf, numberOf, readFrame, summarize } from '@tessera/ui'
import type { ${view} } from './${file}-view.ts'

/** Room for a bar with its words above it, in pixels. */
const line = 36
const thickness = 10

/** Bars below each other, the longer the larger; what has no room is left out. */
export function ${chart}({ frame, options, width, height, locale }: PropsOf<typeof ${view}>) {
  const { dimensions, metrics } = readFrame(frame)
  const [dimension] = dimensions
  const [metric] = metrics
  if (metric === undefined) return null
  const rows = frame.rows.slice(0, Math.min(options.most, Math.max(1, Math.floor(height / line))))
  const valueOf = (row: (typeof rows)[number]) => Math.max(0, numberOf(cellOf(row, metric)) ?? 0)
  const largest = Math.max(...rows.map(valueOf))
  return (
    <ChartSvg width={width} height={height} label={summarize(frame, locale)}>
      {rows.map((row, at) => {
        const name = dimension === undefined ? metric.title : nameOf(row, dimension, locale)
        const length = largest === 0 ? 0 : (valueOf(row) / largest) * width
        return (
          <g key={name}>
            <ChartText x={0} y={at * line + 14}>
              {fitText(name, width * 0.7)}
            </ChartText>
            <ChartText x={width} y={at * line + 14} anchor="end">
              {fitText(formatCell(cellOf(row, metric), metric, { meta: frame.meta, locale }), width * 0.3)}
            </ChartText>
            <rect x={0} y={at * line + 20} width={Math.round(length)} height={thickness} fill={ink('accent')} />
          </g>
        )
      })}
    </ChartSvg>
  )
}
`

/** How it is drawn. */
export const drawingText = ({
  view,
  cases,
  chart,
  file,
}: ViewNames): string => `import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '@tessera/ui'
import { ${chart} } from './${file}-chart.tsx'
import { ${view} } from './${file}-view.ts'

const widths = [100, 70, 45, 30]

export default drawView(${view}, {
  Chart: ${chart},
  Skeleton: () => <SkeletonBars bars={widths.map((width) => [0, width, 20])} gap={12} />,
  cases: async () => (await import('./${file}-cases.ts')).${cases},
})
`

/** Made-up answers. */
export const casesText = ({
  cases,
  title,
}: ViewNames): string => `import type { ViewCases } from '@tessera/plugin-api/web'
import { dimension, makeFrame, metric } from '@tessera/ui/cases'

const group = dimension('group', 'Group')
const value = metric('value', '${title}')
const groups = (count: number, valueOf: (at: number) => number | null) =>
  Array.from({ length: count }, (_, at) => [\`group \${at + 1}\`, valueOf(at)] as const)

/** The view in every situation. */
export const ${cases}: ViewCases = {
  empty: { title: '${title}', frame: makeFrame([group, value], []) },
  one: { title: '${title}', frame: makeFrame([value], [[12]]) },
  many: { title: '${title} by group', frame: makeFrame([group, value], groups(5, (at) => 500 - 100 * at)) },
  huge: {
    title: 'More groups than there is room for',
    frame: makeFrame([group, value], groups(200, (at) => 1e12 / (at + 1))),
    options: { most: 20 },
  },
  null: { title: 'Groups nobody measured', frame: makeFrame([group, value], groups(4, (at) => (at < 2 ? 0 : null))) },
  estimate: { title: '${title}, estimated', frame: makeFrame([{ ...value, error: 0.023 }], [[1234]]) },
  error: { title: 'Without the metric', frame: makeFrame([group], [['a']]) },
}
`

/** What draws it in every situation. */
export const testText = ({
  id,
  cases,
  file,
}: ViewNames): string => `import { situations } from '@tessera/plugin-api/web'
import { renderPanel } from '@tessera/ui/server'
import { describe, expect, test } from 'vitest'
import { ${cases} } from './${file}-cases.ts'
import drawing from './${file}-drawing.tsx'

const draw = (situation: (typeof situations)[number], width: number) => {
  const { frame, options } = ${cases}[situation]
  return renderPanel({ view: '${id}', drawing, frame, options, width, height: 200 }, 'light')
}
const barsIn = (markup: string) => [...markup.matchAll(/<rect [^>]*width="(\\d+)"/g)].map(([, width]) => Number(width))

describe.each(situations)('the view, %s', (situation) => {
  test.each([560, 240])('is drawn within %s px, or says why not', (width) => {
    const markup = draw(situation, width)
    if (situation === 'error') expect(markup).toMatch(/view\\.\\w+/)
    else if (situation === 'empty') expect(markup).toContain('No data')
    else expect(markup).toMatch(/<svg.*aria-label="[^"]{8,}"/)
    expect(markup).not.toMatch(/NaN|Infinity|undefined/)
    for (const bar of barsIn(markup)) expect(bar).toBeLessThanOrEqual(width)
  })
})

test('a bar is as long as its value is of the largest', () => {
  expect(barsIn(draw('many', 500))).toEqual([500, 400, 300, 200, 100])
})
`
