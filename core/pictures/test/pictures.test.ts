import { join } from 'node:path'
import { builtInViews, type BuiltInView } from '@tessera/plugin-api'
import { builtInDrawing } from '@tessera/ui'
import { dimension, makeFrame, metric } from '@tessera/ui/cases'
import { afterAll, expect, test } from 'vitest'
import { openPictures, type PictureTask } from '../src/index.ts'
import { readPng } from './png.ts'

const pictures = openPictures()
afterAll(() => pictures.close())

const text = (content: Uint8Array) => new TextDecoder().decode(content)
const look = { theme: 'light', format: 'svg', width: 600, height: 320, scale: 1 } as const
const door = join(import.meta.dirname, 'web-door.tsx')
const frame = makeFrame([metric('revenue', 'Revenue & costs <all>', { unit: 'money' })], [[1234]])
const tried = (view: string): PictureTask => ({
  ...look,
  panel: 'tried.panel',
  title: 'Tried',
  view: `tried.${view}`,
  door,
  frame,
})

test.each(Object.keys(builtInViews) as BuiltInView[])(
  'view %s is drawn alone, in every situation and both themes',
  async (view) => {
    const cases = await (await builtInDrawing(view)).cases?.()
    const { error: wrong, ...right } = cases ?? {}
    expect(Object.keys(right).length).toBeGreaterThan(4)
    for (const [situation, panel] of Object.entries(right)) {
      for (const theme of ['light', 'dark'] as const) {
        const task = { ...look, ...panel, theme, panel: `of.${view}`, view }
        const { content, alt } = await pictures.draw(task)
        const svg = text(content)
        expect(svg, situation).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* width="600" height="320"/)
        expect(svg, situation).not.toMatch(/var\(|<script|<foreignObject|NaN|undefined|currentColor|class="t-/)
        expect(svg).toContain(theme === 'light' ? '#ffffff' : '#1a1d23')
        expect(alt).toContain(panel.title)
        if (theme === 'dark') continue
        // why: who paints it reads it as XML, and refuses what is none; in dark it is the same with other colours
        const png = await pictures.draw({ ...task, format: 'png', width: 320, height: 240, scale: 2 })
        expect(readPng(png.content), situation).toMatchObject({ width: 640, height: 480 })
        expect(readPng(png.content).tones, situation).toBeGreaterThan(50)
      }
    }
    await expect(
      pictures.draw({ ...look, ...wrong, title: '', frame: wrong?.frame ?? frame, panel: 'of.it', view }),
    ).rejects.toMatchObject({
      code: 'view_not_drawn',
      message: expect.stringContaining("'of.it' cannot be drawn as a picture: The view"),
    })
  },
)

test('figures, title and range are text, and what is in them is no markup', async () => {
  const task = { ...look, panel: 'of.it', view: 'big_number', title: 'A </svg> & \u0000b\ud800', frame }
  const { content, alt } = await pictures.draw(task)
  expect(text(content)).toMatch(/>A &lt;\/svg&gt; &amp; b\ufffd</)
  expect(text(content)).toMatch(/>\$?1[.,]23 ?k?/)
  expect(alt).toContain('Revenue & costs <all>')
  expect(readPng((await pictures.draw({ ...task, format: 'png' })).content).tones).toBeGreaterThan(50)
})

test('a table says what it has no room for', async () => {
  const { huge } = (await (await builtInDrawing('table')).cases?.()) ?? {}
  if (huge === undefined) throw new Error('the table has no huge case')
  const { content } = await pictures.draw({ ...look, ...huge, panel: 'of.it', view: 'table' })
  expect(text(content)).toMatch(/49\d\d more rows not shown/)
})

test('views of plugins are drawn by their web door', async () => {
  expect(text((await pictures.draw(tried('well'))).content)).toContain('drawn by a plugin')
  expect(text((await pictures.draw(tried('nested'))).content)).toContain('url(https://a)')
  const refusals = [
    ['page', 'Give its drawing a Picture'],
    ['script', 'Give its drawing a Picture'],
    ...(['two', 'handler', 'address', 'style'] as const).map((view) => [view, 'Give its drawing a Picture'] as const),
    ['throws', 'the chart is broken'],
    ['none', "nothing in the web door of its plugin draws the view 'tried.none'"],
  ] as const
  for (const [view, reason] of refusals)
    await expect(pictures.draw(tried(view))).rejects.toMatchObject({
      code: 'view_not_drawn',
      message: expect.stringContaining(reason),
    })
  await expect(pictures.draw({ ...tried('well'), door: `${door}-away` })).rejects.toMatchObject({
    message: expect.stringContaining('does not load on the server'),
  })
})

test('the view of the guide is drawn as on its page', async () => {
  const rhythm = join(import.meta.dirname, '../../../docs/examples/rhythm/src/web/index.ts')
  const events = makeFrame(
    [
      dimension('core.weekday', 'Weekday'),
      dimension('core.hour_of_day', 'Hour'),
      metric('rhythm.events', 'Events', {}),
    ],
    [
      ['1', '8', 12],
      ['2', '9', 3],
    ],
  )
  const task = { ...tried(''), view: 'rhythm.heatmap', door: rhythm, frame: events, options: { shade: 'row' } }
  const { content, alt } = await pictures.draw(task)
  expect(text(content).match(/<rect [^>]*fill="#2465c8"/g)?.length).toBe(2)
  expect(alt).toContain('Events by Weekday and Hour')
})

test('a view knows no secret of the server', async () => {
  process.env['TESSERA_SECRET'] = 'of the server'
  try {
    expect(text((await pictures.draw(tried('secret'))).content)).toContain('no secret')
  } finally {
    delete process.env['TESSERA_SECRET']
  }
})

test('one that never ends, or breaks later, takes nothing along', async () => {
  // why: a thread that begins reads all it draws with, which takes seconds on a busy machine
  const impatient = openPictures({ timeoutMs: 5000 })
  await expect(impatient.draw(tried('endless'))).rejects.toMatchObject({ code: 'picture_timed_out' })
  // why: what it does later may come before its own answer is out
  const later = await impatient.draw(tried('later')).then(
    () => 'drawn',
    (error: { readonly code: string }) => error.code,
  )
  expect(['drawn', 'view_not_drawn']).toContain(later)
  expect(text((await impatient.draw(tried('well'))).content)).toContain('drawn by a plugin')
  await impatient.close()
})

test('titles of any length and direction are cut, and nothing is drawn once it is closed', async () => {
  for (const title of [
    'x'.repeat(100_000),
    'م'.repeat(10_000),
    '👩‍👩‍👧'.repeat(10_000),
    '</text><script>alert(1)</script>',
  ]) {
    const { content } = await pictures.draw({ ...look, panel: 'of.it', view: 'big_number', title, frame })
    expect(text(content)).not.toContain('<script')
  }
  const closing = openPictures()
  const [drawn, waiting] = [closing.draw(tried('well')), closing.draw(tried('well'))]
  await drawn
  await closing.close()
  await expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^(pictures_busy|view_not_drawn)$/) })
  await expect(closing.draw(tried('well'))).rejects.toMatchObject({ code: 'pictures_busy' })
})

test('no more wait than may, and who has left is not drawn for', async () => {
  const narrow = openPictures({ waiting: 2 })
  const left = new AbortController()
  const first = narrow.draw(tried('well'))
  const second = narrow.draw(tried('well'), { signal: left.signal })
  await expect(narrow.draw(tried('well'))).rejects.toMatchObject({ code: 'pictures_busy' })
  left.abort(new Error('left'))
  await expect(second).rejects.toThrow('left')
  expect(text((await first).content)).toContain('drawn by a plugin')
  await narrow.close()

  const shared = openPictures({ waitingOfOne: 1 })
  const own = shared.draw(tried('well'), { tenantId: 'a' })
  await expect(shared.draw(tried('well'), { tenantId: 'a' })).rejects.toMatchObject({ code: 'pictures_busy' })
  await Promise.all([own, shared.draw(tried('well'), { tenantId: 'b' })])
  await shared.draw(tried('well'), { tenantId: 'a' })
  await shared.close()
})
