import { expect, test } from 'vitest'
import { sql, type SqlBool } from 'kysely'
import { fact } from './fact.ts'
import { funnel } from './funnel.ts'

interface Row {
  readonly user_id: string
  readonly at: Date
}

const visits = fact<Row>({ name: 'visits', table: 'a.visits', key: ['at'], time: { column: 'at', type: 'instant' } })
const where = () => sql<SqlBool>`true`
const step = (title: string, days?: number) => ({ title, where, ...(days === undefined ? {} : { within: { days } }) })
const base = { fact: visits, actor: 'user_id', window: { days: 2 }, steps: [step('a'), step('b')] } as const

test.each([
  ['no steps', () => funnel({ ...base, steps: [] }), 'has no steps'],
  ['no end', () => funnel({ fact: visits, actor: 'user_id', steps: [step('a'), step('b')] }), "'within' to every step"],
  ['a first step within', () => funnel({ ...base, steps: [step('a', 1), step('b')] }), "gives step 1 'within'"],
  ['an exclusion after the last step', () => funnel({ ...base, exclude: [{ where, after: 2 }] }), 'after step 2'],
  ['a breakdown by no step', () => funnel({ ...base, breakdown: { step: 3 } }), 'there is no step 3'],
  ['a measure of no step', () => funnel(base).step(3), 'there is no step 3'],
  ['a time of no step', () => funnel(base).time(0), 'there is no step 0'],
  ['a fraction above 1', () => funnel(base).time(2, { fraction: 95 }), 'no fraction 95'],
  [
    'entries by another row',
    () => funnel({ ...base, breakdown: 'last' }).step(2, { count: 'entries' }),
    'broken down by their own row',
  ],
])('a funnel with %s is refused where it is declared', (_, declare, sentence) => {
  expect(declare).toThrow(sentence)
})

test('without a window of its own a funnel ends when the windows of its steps do', () => {
  const made = funnel({ fact: visits, actor: 'user_id', steps: [step('a'), step('b', 1), step('c', 0.5)] })
  expect(made.step(3).funnel.window).toEqual({ days: 1.5 })
})
