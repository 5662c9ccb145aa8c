import { metricQuerySchema } from '../wire/index.ts'
import { expect, test } from 'vitest'
import { parseInput } from './parse-input.ts'

const metrics = [{ id: 'sales.orders' }]
const leaf = { member: 'sales.region', operator: 'equals', values: ['north'] }

test.each([
  [{ time: { range: { last: 30, unit: 'days' } } }, /: time\.range\.unit: Invalid option: expected one of "minute"/],
  [{ time: { range: { last: 30 } } }, /: time\.range\.unit: /],
  [{ time: { range: { toDate: 'months' } } }, /: time\.range\.toDate: /],
  [{ time: { range: 'last 30 days' } }, /: time\.range: Invalid input: expected object, received string/],
  [{ compare: [{ kind: 'range', range: { last: 30, unit: 'days' } }] }, /: compare\.0\.range\.unit: /],
  [{ filters: [leaf] }, /: filters: Invalid input: expected object, received array/],
  [{ filters: { ...leaf, operator: 'is' } }, /: filters: 'is' on 'sales\.region' is no operator; there are equals/],
  [{ filters: { ...leaf, values: 'north' } }, /: filters\.values: Invalid input: expected array, received string/],
  [
    { filters: { and: [leaf, { not: { ...leaf, operator: 'is' } }, {}, {}, {}] } },
    /: filters: 'is' on 'sales\.region' is no operator; there are equals/,
  ],
  [{ totals: [['time'], ['region']] }, /: totals\.1\.0: /],
])('%j is refused with the place that is wrong', (part, said) => {
  expect(() => parseInput(metricQuerySchema, { metrics, ...part })).toThrow(said)
})
