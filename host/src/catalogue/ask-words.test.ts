import { expect, test } from 'vitest'
import { askWords } from './ask-words.ts'

const nameOf = (name: string) => name.toUpperCase()

test('a fixture that asks nothing in particular asks for everything', () => {
  expect(askWords({}, nameOf)).toEqual(['Everything so far, in one total'])
})

test('every part of a question is told', () => {
  const ask = {
    time: { range: { last: 7, unit: 'day' as const }, grain: 'day' as const, timeZone: 'Asia/Kolkata' },
    dimensions: ['provider', 'service'],
    filters: {
      and: [
        { member: 'provider', operator: 'equals' as const, values: ['google', 'meta'] },
        { not: { or: [{ member: 'service', operator: 'set' as const }] } },
      ],
    },
    segments: ['mobile'],
    compare: [{ kind: 'previous_period' as const }],
    top: { dimension: 'service', by: 'value', n: 3, other: true },
    samples: true,
    order: [{ key: 'value', dir: 'desc' as const }],
    limit: 5,
  }
  expect(askWords({ ask }, nameOf)).toEqual([
    'Last 7 days, by day, days of Asia/Kolkata',
    'for each PROVIDER and SERVICE',
    'where PROVIDER is google or meta and not ((SERVICE is known))',
    'within MOBILE',
    'beside: previous period',
    'the largest 3 of SERVICE, the others together',
    'with the number of observations',
    'limit: 5',
  ])
})
