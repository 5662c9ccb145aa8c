import { builtInViews } from '@tessera/plugin-api'
import { expect, test } from 'vitest'
import { cases } from '../gallery/cases.ts'
import { metric } from '../cases/make-column.ts'
import { makeFrame } from '../cases/make-frame.ts'
import { drawPicture } from './draw-picture.tsx'
import { renderPanel } from './render-panel.tsx'

const size = { width: 560, height: 260 }
const builtIn = Object.keys(builtInViews)
const revenue = metric('revenue', 'Revenue', { unit: 'money', direction: 'up' })
const priceless = makeFrame([revenue], [[12]])
/** Its currency is none, so formatting throws in the middle of drawing. */
const broken = { ...priceless, meta: { ...priceless.meta, currency: 'nothing' } }

test.each(builtIn)('P8 view %s renders on the server without a browser', (view) => {
  expect([typeof window, typeof document]).toEqual(['undefined', 'undefined'])
  const drawn = cases.filter((each) => each.view === view && !['error', 'empty'].includes(each.situation))
  expect(drawn.length).toBeGreaterThan(2)
  for (const { situation, ...panel } of drawn) {
    const markup = renderPanel({ ...panel, ...size }, 'light')
    expect(markup, situation).toMatch(view === 'table' ? /<table/ : /<svg/)
    // Colours must not hang on the page's style sheet.
    expect(markup, situation).not.toMatch(/var\(--t-|NaN|t-message-error/)
  }
})

test.each(builtIn)('P8 a frame that view %s cannot draw prints its error', (view) => {
  const frame = makeFrame([], [])
  const markup = renderPanel({ view, frame, ...size }, 'dark')
  expect(markup).toContain('view.needs_column')
  expect(markup).toContain('Name at least one metric')
})

test('P8 a view that throws prints its error, and the report goes on', () => {
  const report = [priceless, broken, priceless].map((frame) =>
    renderPanel({ view: 'big_number', frame, ...size }, 'light'),
  )
  expect(report.map((markup) => /<svg/.test(markup))).toEqual([true, false, true])
  expect(report[1]).toContain('This panel could not be drawn.')
  expect(report[1]).toContain('panel.failed')
})

test('a picture says by which rules its figures were reckoned, in words too', () => {
  const rule = { id: 'a.rule', title: 'Refunds', value: 'net', phrase: 'less refunds', metrics: [revenue.name] }
  const frame = { ...priceless, meta: { ...priceless.meta, rules: [rule] } }
  const { svg, alt } = drawPicture({ view: 'big_number', title: 'Revenue', frame, ...size }, 'light')
  expect(svg).toContain('>less refunds<')
  expect(alt).toContain('By these rules: less refunds.')
})
