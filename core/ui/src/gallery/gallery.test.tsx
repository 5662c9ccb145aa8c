import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { PanelView } from '../charts/panel-view.tsx'
import { inlineTokens } from '../theme/ink.ts'
import { cases } from './cases.ts'

describe.each(cases)('$view, $situation', ({ view, drawing, situation, frame, trend, options }) => {
  const draw = (width: number, height: number) =>
    renderToStaticMarkup(<PanelView {...{ view, drawing, frame, trend, options, width, height }} />)

  test.each(['light', 'dark'] as const)('looks as before in %s', async (scheme) => {
    const markup = inlineTokens(draw(560, 260), scheme).replaceAll('><', '>\n<')
    await expect(markup).toMatchFileSnapshot(`snapshots/${view}-${situation}-${scheme}.snap`)
  })

  test.each([320, 200])('places nothing outside %s px', (width) => {
    const markup = draw(width - 32, 160)
    const coordinates = [...markup.matchAll(/ (?:x|x1|x2|cx)="(-?[\d.]+)"/g)].map((found) => Number(found[1]))
    expect(Math.min(0, ...coordinates)).toBe(0)
    expect(Math.max(0, ...coordinates)).toBeLessThanOrEqual(width - 32)
    expect(markup).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('has a text that stands for it', () => {
    expect(draw(560, 260)).toMatch(/aria-label="[^"]{8,}"|t-message-title">[^<]{4,}/)
  })
})
