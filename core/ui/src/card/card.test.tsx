import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Card } from './card.tsx'
import type { CardState } from './card-state.ts'
import { leftWords, rulesInLine } from './rules-in-line.ts'

const draw = (state: CardState) =>
  renderToStaticMarkup(
    <Card title="Connected users" subtitle="Last 30 days" state={state}>
      <b>body</b>
    </Card>,
  )

test('loading shows what stands in for the body and says it is busy', () => {
  expect(draw({ kind: 'loading', skeleton: <i>soon</i> })).toMatch(/aria-busy="true".*<i>soon/)
})

test('says what and for which range', () => {
  const markup = renderToStaticMarkup(
    <Card title="Connected users" subtitle="At the end" range="Oct 21 – Nov 19" state={{ kind: 'data' }} />,
  )
  expect(markup).toContain('<p title="At the end · Oct 21 – Nov 19"><span>At the end · </span><span>Oct 21 – Nov 19')
})

test('data shows the body', () => {
  expect(draw({ kind: 'data' })).toContain('<b>body</b>')
})

test('empty says why', () => {
  expect(draw({ kind: 'empty', reason: 'No account matches.' })).toContain('No account matches.')
})

test('an error says one sentence, its code and offers a retry', () => {
  const markup = draw({ kind: 'error', message: 'It took too long.', code: 'query.timeout', onRetry: () => {} })
  expect(markup).toMatch(/role="alert".*It took too long.*Try again.*query\.timeout/)
})

test('a missing plugin keeps the place of its card', () => {
  expect(draw({ kind: 'missing', message: "The plugin 'sales' is not enabled." })).toContain('Connected users')
})

test.each([
  [400, ['overdue counts', 'less lasting discounts'], 0, ''],
  [180, ['overdue counts'], 1, '+ 1 more'],
  [90, [], 2, '2 rules'],
])('of rules on a line of %i px none is cut', (width, shown, left, words) => {
  const line = rulesInLine(['overdue counts', 'less lasting discounts'], width)
  expect(line).toEqual({ shown, left })
  if (left > 0) expect(leftWords(line)).toBe(words)
})
