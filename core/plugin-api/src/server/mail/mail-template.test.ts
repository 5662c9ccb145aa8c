import { expect, test } from 'vitest'
import type { Picture } from '../services/render.ts'
import { mailTemplate } from './mail-template.ts'

const weekly = mailTemplate({
  subject: 'Sold by {team}',
  body: [
    { heading: 'Week of {team}' },
    { text: '{team} sold {amount}.\nWell done.' },
    { table: 'figures' },
    { picture: 'chart' },
  ],
})
const chart: Picture = {
  type: 'image/png',
  content: new Uint8Array([1, 2]),
  width: 600,
  height: 300,
  alt: 'Sold. 12 "all"',
}
const figures = {
  head: ['Team', 'Sold'],
  rows: [
    ['<North>', '1,200'],
    ['South', '8'],
  ],
}
const values = { team: 'A & <b>B</b>', amount: 1200, figures, chart }

test('text and HTML say the same, and values are no markup', () => {
  const { subject, text, html, attachments } = weekly.with(values)
  expect(subject).toBe('Sold by A & <b>B</b>')
  expect(text).toBe(`Week of A & <b>B</b>
====================

A & <b>B</b> sold 1200.
Well done.

Team      Sold
<North>  1,200
South        8

Sold. 12 "all"`)
  expect(html).toContain('>Week of A &amp; &lt;b&gt;B&lt;/b&gt;</h1>')
  expect(html).toContain('sold 1200.<br>Well done.</p>')
  expect(html).toMatch(/>&lt;North&gt;<\/td><td[^>]*text-align:right">1,200<\/td>/)
  expect(html).toContain('<img src="cid:chart" width="600" alt="Sold. 12 &quot;all&quot;"')
  expect(attachments).toEqual([{ name: 'chart.png', type: 'image/png', content: chart.content, inline: 'chart' }])
})

test('a value that holds places or line breaks is a value', () => {
  const { subject, text } = weekly.with({ ...values, team: 'A\r\n{amount}' })
  expect(subject).toBe('Sold by A {amount}')
  expect(text).toContain('A\r\n{amount} sold 1200.')
})

test('a value that is missing or wrong is refused by its name', () => {
  const fill = (change: object) => () => weekly.with({ ...values, ...change })
  expect(fill({ amount: undefined })).toThrow("the mail has a place for 'amount', and no value for it")
  expect(fill({ amount: new Date(0) })).toThrow("the value 'amount' of the mail is neither text nor a number")
  expect(fill({ figures: null })).toThrow("a place for 'figures'")
  expect(fill({ chart: { ...chart, type: 'image/svg+xml' } })).toThrow('which mail programs do not show; draw a PNG')
  // @ts-expect-error the compiler knows the places
  expect(() => mailTemplate({ subject: 'Of {toString}', body: [] }).with({})).toThrow("a place for 'toString'")
})

test('a value however long or odd makes a mail that can be sent', () => {
  const odd = `${'😀'.repeat(300)}\0\u0085\u0007\ud800`
  const { subject, text } = weekly.with({ ...values, team: odd })
  expect(subject).toMatch(/^Sold by .*😀…$/u)
  expect([subject.length <= 200, subject.isWellFormed(), text.isWellFormed(), text.includes('\0')]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(weekly.with({ ...values, team: 'a\u0007b' }).subject).toBe('Sold by a b')
})

test('a picture that stands in two places comes along once, and what is no table of texts is refused', () => {
  const twice = mailTemplate({ subject: 'Twice', body: [{ picture: 'chart' }, { picture: 'chart' }] })
  const { html, attachments } = twice.with({ chart })
  expect([html.split('cid:chart').length - 1, attachments.length]).toEqual([2, 1])
  const table = mailTemplate({ subject: 'Table', body: [{ table: 'figures' }] })
  for (const wrong of [{}, 'a', { rows: [[1]] }, { head: 'a', rows: [] }]) {
    expect(() => table.with({ figures: wrong } as never)).toThrow(
      "the value 'figures' of the mail is no table of texts",
    )
  }
})
